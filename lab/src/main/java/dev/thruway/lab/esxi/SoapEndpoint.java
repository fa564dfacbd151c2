package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Element;
import dev.thruway.lab.esxi.wire.SoapRequest;
import dev.thruway.lab.esxi.wire.XmlText;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/// `POST /sdk`: one method of one object. What is said goes to the logger `dev.thruway.lab.soap`,
/// for whoever turns its level TRACE on.
final class SoapEndpoint {

    private static final System.Logger SAID = System.getLogger("dev.thruway.lab.soap");

    /// What may be asked before a login.
    private static final Set<String> ANONYMOUS =
            Set.of("RetrieveServiceContent", "CurrentTime", "Login");

    /// What changes a host or a VM, and free ESXi refuses (pyvmomi issue 625).
    private static final Set<String> LICENSED =
            Set.of(
                    "AnswerVM",
                    "CreateSnapshot_Task",
                    "DeleteDatastoreFile_Task",
                    "EnterMaintenanceMode_Task",
                    "ExitMaintenanceMode_Task",
                    "MakeDirectory",
                    "PowerOffVM_Task",
                    "PowerOnVM_Task",
                    "RebootGuest",
                    "RebootHost_Task",
                    "ReconfigVM_Task",
                    "ResetVM_Task",
                    "RemoveAllSnapshots_Task",
                    "ShutdownGuest",
                    "SuspendVM_Task",
                    "UpdatePassthruConfig",
                    "UpgradeVM_Task");

    /// What a vCenter can be told about a host that does not answer.
    private static final Set<String> CONNECTING =
            Set.of("DisconnectHost_Task", "ReconnectHost_Task");

    private final Realm realm;
    private final Inventory inventory;
    private final Sessions sessions;

    SoapEndpoint(Realm realm, Inventory inventory, Sessions sessions) {
        this.realm = realm;
        this.inventory = inventory;
        this.sessions = sessions;
    }

    /// An answer, and the cookie of a session that began with it.
    record Answer(boolean fault, String xml, Optional<String> newCookie) {}

    /// Who asks: the cookie of a session, and what the client calls itself.
    record Caller(Optional<String> cookie, String agent) {}

    Answer handle(byte[] body, Caller caller) {
        var answer = answer(body, caller);
        if (SAID.isLoggable(System.Logger.Level.TRACE)) {
            var request = new String(body, StandardCharsets.UTF_8);
            SAID.log(System.Logger.Level.TRACE, "{0}\n{1}", request, answer.xml());
        }
        return answer;
    }

    private Answer answer(byte[] body, Caller caller) {
        try {
            var method = SoapRequest.parse(body).method();
            return call(method, caller);
        } catch (SoapRequest.Malformed e) {
            return fault(VimFault.of("InvalidRequest", "Malformed request: " + e.getMessage()));
        } catch (VimFault e) {
            return fault(e);
        } catch (Refusal e) {
            return fault(VimFault.of(e));
        } catch (NumberFormatException e) {
            return fault(VimFault.of("InvalidRequest", "Not a number in the request."));
        }
    }

    private static Answer fault(VimFault e) {
        return new Answer(true, XmlText.fault(e.sentence(), e.fault()), Optional.empty());
    }

    private Answer call(Element method, Caller caller) {
        var self =
                method.ref("_this").orElseThrow(() -> VimFault.of("InvalidRequest", "No _this."));
        if (method.name().equals("Login") && self.equals(realm.refs().the(Fixed.SESSION_MANAGER))) {
            return login(method, caller.agent());
        }
        var session = sessions.find(caller.cookie());
        if (session.isEmpty() && !ANONYMOUS.contains(method.name())) {
            throw VimFault.notAuthenticated(self);
        }
        var scope = new Scope(inventory, sessions, session.orElseGet(this::nobody));
        var object = scope.require(self);
        if (method.name().equals("Fetch")) {
            var value = PropertyPath.read(object, method.value("prop").orElse(""));
            return new Answer(false, XmlText.response("Fetch", value, true), Optional.empty());
        }
        var known = object.methods().get(method.name());
        if (known == null) {
            throw VimFault.methodNotFound(self, method.name());
        }
        if (realm.licence() == EsxHost.Licence.FREE && LICENSED.contains(method.name())) {
            throw VimFault.of(
                    "RestrictedVersion",
                    "Current license or ESXi version prohibits execution of the requested"
                            + " operation.");
        }
        Permissions.require(realm, self, method.name());
        if (!CONNECTING.contains(method.name())) {
            object.needs().ifPresent(realm::requireReachable);
        }
        var result = known.call(new Call(scope, method.name(), method));
        return new Answer(false, XmlText.response(method.name(), result, false), Optional.empty());
    }

    private Session nobody() {
        return new Session("", new Session.Who("", ""), realm.timeline().now(), 0);
    }

    private Answer login(Element method, String agent) {
        var who = new Session.Who(method.value("userName").orElse(""), agent);
        var login = sessions.login(who, method.value("password").orElse(""));
        var session = login.session();
        realm.event(
                session.user(),
                "UserLoginSessionEvent",
                "User %s@127.0.0.1 logged in as %s".formatted(session.user(), agent));
        return new Answer(
                false,
                XmlText.response("Login", SessionManagerObject.userSession(session), false),
                Optional.of(login.cookie()));
    }
}
