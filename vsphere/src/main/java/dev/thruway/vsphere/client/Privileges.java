package dev.thruway.vsphere.client;

import dev.thruway.vsphere.codec.SoapRequest;
import dev.thruway.vsphere.vim.EntityPrivilege;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.UserSession;
import java.util.List;

/// What the session of a client may do. Changes nothing.
public final class Privileges {

    private final VsphereClient client;

    public Privileges(VsphereClient client) {
        this.client = client;
    }

    /// Those of the wanted privileges that the session lacks on at least one of the objects (since
    /// API 5.5), in the order in which they are wanted.
    public List<String> missing(List<ManagedObjectReference> entities, List<String> wanted) {
        var manager =
                VsphereClient.required(
                        "authorizationManager", client.content().authorizationManager());
        var answers =
                client.read(
                        SoapRequest.of("HasPrivilegeOnEntities", manager)
                                .with("entity", entities)
                                .with("sessionId", sessionKey())
                                .with("privId", wanted),
                        EntityPrivilege.class);
        return wanted.stream()
                .filter(id -> entities.stream().anyMatch(entity -> !isGranted(answers, entity, id)))
                .toList();
    }

    private static boolean isGranted(
            List<EntityPrivilege> answers, ManagedObjectReference entity, String privilege) {
        return answers.stream()
                .filter(a -> a.entity().equals(entity))
                .flatMap(a -> a.privAvailability().stream())
                .anyMatch(p -> p.privId().equals(privilege) && p.isGranted());
    }

    private String sessionKey() {
        var sessions = VsphereClient.required("sessionManager", client.content().sessionManager());
        return client.properties()
                .of(sessions, "currentSession")
                .find("currentSession", UserSession.class)
                .map(UserSession::key)
                .orElseThrow(() ->
                        new VsphereException(
                                "currentSession of " + sessions,
                                new VsphereFault.Malformed("the server does not say it")));
    }
}
