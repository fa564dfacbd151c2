package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Element;
import dev.thruway.lab.esxi.wire.Schema;
import dev.thruway.lab.esxi.wire.SoapRequest;
import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.esxi.wire.XmlText;
import dev.thruway.lab.fault.Operation;
import dev.thruway.lab.fault.SaidFault;
import dev.thruway.lab.fault.ServerProtocol;
import dev.thruway.lab.http.LabRequest;
import dev.thruway.lab.http.LabResponse;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What rules for faults have to know of hostd and vpxd.
final class SdkProtocol implements ServerProtocol {

    private static final Pattern REFERENCE = Pattern.compile("([A-Z][A-Za-z]+):([^ ]+)");

    private final Inventory inventory;
    private final Sessions sessions;

    SdkProtocol(Inventory inventory, Sessions sessions) {
        this.inventory = inventory;
        this.sessions = sessions;
    }

    @Override
    public Operation operation(LabRequest request) {
        return method(request)
                .map(m -> new Operation(m.name(), names(m)))
                .orElseGet(() -> new Operation(request.method(), List.of(request.path())));
    }

    /// Empty where it is no call of the API.
    private static Optional<Element> method(LabRequest request) {
        try {
            return request.path().startsWith("/sdk") && request.method().equals("POST")
                    ? Optional.of(SoapRequest.parse(request.body()).method())
                    : Optional.empty();
        } catch (SoapRequest.Malformed e) {
            return Optional.empty();
        }
    }

    /// The object that is called, and those whose properties are asked for.
    private List<String> names(Element method) {
        var read =
                method.children("specSet").stream()
                        .flatMap(s -> s.children("objectSet").stream())
                        .flatMap(o -> o.ref("obj").stream());
        return Stream.concat(method.ref("_this").stream(), read)
                .flatMap(ref -> Stream.of(ref.id(), inventory.name(ref)))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    @Override
    public LabResponse refusal(LabRequest request, SaidFault fault) {
        var method = method(request);
        if (method.isEmpty()) {
            return LabResponse.text(status(fault), "text/plain", fault.message());
        }
        return SdkServer.soap(500, XmlText.fault(fault.message(), data(fault, method.get())));
    }

    /// As the files of a datastore are refused.
    private static int status(SaidFault fault) {
        return switch (fault.type()) {
            case "NotAuthenticated" -> 401;
            case "NoPermission" -> 403;
            case "FileNotFound" -> 404;
            default -> 500;
        };
    }

    @Override
    public LabResponse failingTask(LabRequest request, SaidFault fault) {
        var session = sessions.find(SdkServer.cookie(request));
        var method = method(request).filter(m -> m.name().endsWith("_Task"));
        if (session.isEmpty() || method.isEmpty()) {
            return refusal(request, fault);
        }
        var said =
                Value.data("LocalizedMethodFault")
                        .set("fault", data(fault, method.get()))
                        .set("localizedMessage", fault.message())
                        .build();
        var self = method.get().ref("_this").orElseThrow();
        var task =
                new FailedTask(
                        session.get().newRef("Task"),
                        method.get().name(),
                        self,
                        inventory.realm().timeline().now(),
                        said);
        session.get().add(task);
        return SdkServer.soap(200, XmlText.response(method.get().name(), task.ref(), false));
    }

    /// A fault about an object names the one that was called, where the rule names none.
    private static Value.Data data(SaidFault fault, Element method) {
        var data = Value.data(fault.type());
        fault.fields().forEach((name, text) -> data.set(name, value(text)));
        boolean about =
                Schema.fields(fault.type()).filter(fields -> fields.contains("object")).isPresent();
        if (about && !fault.fields().containsKey("object")) {
            data.setIfPresent("object", method.ref("_this"));
        }
        return data.buildNamed();
    }

    private static Value value(String text) {
        var reference = REFERENCE.matcher(text);
        return reference.matches()
                ? new Value.Ref(reference.group(1), reference.group(2))
                : Value.text(text);
    }

    @Override
    public void expireSession(LabRequest request) {
        sessions.find(SdkServer.cookie(request)).ifPresent(sessions::logout);
    }

    @Override
    public int openSessions() {
        return sessions.open();
    }
}
