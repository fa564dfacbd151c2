package dev.thruway.vsphere.client;

import dev.thruway.vsphere.codec.SoapRequest;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.ObjectSpec;
import dev.thruway.vsphere.vim.PropertyFilterSpec;
import dev.thruway.vsphere.vim.PropertySpec;
import dev.thruway.vsphere.vim.RetrieveOptions;
import dev.thruway.vsphere.vim.RetrieveResult;
import dev.thruway.vsphere.vim.TraversalSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads properties, always all pages of them.
public final class Properties {

    /// Objects on a page. Small enough to keep memory flat, large enough that pages do not
    /// dominate.
    private static final int PAGE = 200;

    /// A server whose pages never end is refused here. Well above the 45,000 registered VMs that
    /// are given for one vCenter 8 (configmax, not verified).
    private static final int MOST_OBJECTS = 100_000;

    private final VsphereClient client;

    Properties(VsphereClient client) {
        this.client = client;
    }

    /// Properties of one object. Throws [VsphereException] where it is gone.
    public ObjectProperties of(ManagedObjectReference object, String... paths) {
        var found = of(List.of(object), paths);
        return VsphereClient.one("properties of " + object, found);
    }

    /// Properties of objects of one type; of none without a call.
    public List<ObjectProperties> of(Collection<ManagedObjectReference> objects, String... paths) {
        if (objects.isEmpty()) {
            return List.of();
        }
        var type = objects.iterator().next().type();
        var specs = objects.stream().map(o -> new ObjectSpec(o, false, List.of())).toList();
        return retrieve(
                new PropertyFilterSpec(
                        List.of(new PropertySpec(type, null, List.of(paths))), specs, null));
    }

    /// Properties of every object of a type below a container, by a view that is destroyed again.
    public List<ObjectProperties> under(
            ManagedObjectReference container, String type, String... paths) {
        var views = VsphereClient.required("viewManager", client.content().viewManager());
        var view =
                client.callOne(
                        SoapRequest.of("CreateContainerView", views)
                                .with("container", container)
                                .with("type", List.of(type))
                                .with("recursive", true),
                        ManagedObjectReference.class);
        try {
            var along = new TraversalSpec("view", "ContainerView", "view", false, List.of());
            return retrieve(
                    new PropertyFilterSpec(
                            List.of(new PropertySpec(type, null, List.of(paths))),
                            List.of(new ObjectSpec(view, true, List.of(along))),
                            null));
        } finally {
            destroy(view);
        }
    }

    private void destroy(ManagedObjectReference view) {
        try {
            client.call(SoapRequest.of("DestroyView", view), Object.class);
        } catch (VsphereException _) {
            // A view ends with its session.
        }
    }

    private List<ObjectProperties> retrieve(PropertyFilterSpec filter) {
        var collector = client.content().propertyCollector();
        var objects = new ArrayList<ObjectProperties>();
        @Nullable RetrieveResult page =
                first(
                        client.read(
                                SoapRequest.of("RetrievePropertiesEx", collector)
                                        .with("specSet", List.of(filter))
                                        .with("options", new RetrieveOptions(PAGE)),
                                RetrieveResult.class));
        while (page != null) {
            page.objects().forEach(object -> objects.add(new ObjectProperties(object)));
            if (objects.size() > MOST_OBJECTS) {
                cancel(page.token());
                throw new VsphereException(
                        "RetrievePropertiesEx",
                        new VsphereFault.Malformed("more than " + MOST_OBJECTS + " objects"));
            }
            page = next(page.token());
        }
        return List.copyOf(objects);
    }

    private @Nullable RetrieveResult next(@Nullable String token) {
        if (token == null) {
            return null;
        }
        try {
            return VsphereClient.one(
                    "ContinueRetrievePropertiesEx",
                    client.call(
                            SoapRequest.of(
                                            "ContinueRetrievePropertiesEx",
                                            client.content().propertyCollector())
                                    .with("token", token),
                            RetrieveResult.class));
        } catch (VsphereException e) {
            cancel(token);
            throw e;
        }
    }

    /// Lets the server forget the pages that are not fetched.
    private void cancel(@Nullable String token) {
        try {
            client.call(
                    SoapRequest.of(
                                    "CancelRetrievePropertiesEx",
                                    client.content().propertyCollector())
                            .with("token", token),
                    Object.class);
        } catch (VsphereException _) {
            // It forgets them with the session.
        }
    }

    /// No returnval at all is an empty result.
    private static @Nullable RetrieveResult first(List<RetrieveResult> results) {
        return results.isEmpty() ? null : results.getFirst();
    }
}
