package dev.thruway.lab.replay;

import dev.thruway.lab.esxi.wire.Element;
import dev.thruway.lab.esxi.wire.SoapRequest;
import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.esxi.wire.XmlText;
import dev.thruway.lab.http.LabHandler;
import dev.thruway.lab.http.LabRequest;
import dev.thruway.lab.http.LabResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A recorded ESXi or vCenter. Every login is accepted.
final class SoapReplay implements LabHandler {

    private static final String XML = "text/xml; charset=utf-8";
    private static final String COOKIE =
            "vmware_soap_session=\"replayed\"; Path=/; HttpOnly; Secure;";

    private static final Pattern API_TYPE = Pattern.compile("<apiType>([A-Za-z]+)</apiType>");

    private static final String NOT_RECORDED =
            "<fault><fault xsi:type=\"NotSupported\"/><localizedMessage>This was not recorded."
                    + "</localizedMessage></fault>";

    /// Methods that change nothing but the session's own objects.
    private static final Pattern READING =
            Pattern.compile(
                    "(Retrieve|ContinueRetrieve|Cancel|Query|Find|Has|Fetch|Search|WaitFor|Check|Log"
                        + "|Current|Read|List|Validate).*|Create(ContainerView|Filter"
                        + "|PropertyCollector|CollectorForEvents)|Destroy.*|ExecuteSoap"
                        + "|SessionIsActive|AcquireGenericServiceTicket");

    private final Map<Question, List<Exchange.Http>> files = new HashMap<>();
    private final Map<String, List<Exchange.Http>> calls = new HashMap<>();
    private final RecordedProperties properties = new RecordedProperties();
    private final Moment moment;

    /// @param folder of the recording, for a complaint
    SoapReplay(Path folder, List<Exchange.Http> exchanges) {
        var changes = new ArrayList<Integer>();
        for (var exchange : exchanges) {
            if (exchange.path().equals("/sdk") && exchange.method().equals("POST")) {
                call(folder, exchange, changes);
            } else {
                files.computeIfAbsent(Question.of(exchange), _ -> new ArrayList<>()).add(exchange);
                if (changesFile(exchange)) {
                    changes.add(exchange.number());
                }
            }
        }
        moment = new Moment(changes);
    }

    private static boolean changesFile(Exchange.Http exchange) {
        return !exchange.method().equals("GET") && !exchange.method().equals("HEAD");
    }

    private void call(Path folder, Exchange.Http exchange, List<Integer> changes) {
        Element method;
        Element response;
        try {
            method = SoapRequest.parse(utf8(exchange.request())).method();
            response = SoapRequest.parse(utf8(exchange.answer())).method();
        } catch (SoapRequest.Malformed e) {
            throw new ReplayException(
                    folder, "exchange " + exchange.number() + " is no SOAP: " + e.getMessage());
        }
        calls.computeIfAbsent(key(method), _ -> new ArrayList<>()).add(exchange);
        calls.computeIfAbsent(method.name(), _ -> new ArrayList<>()).add(exchange);
        switch (method.name()) {
            case "CreateContainerView" ->
                    response.ref("returnval").ifPresent(view -> properties.view(view, key(method)));
            case "RetrievePropertiesEx", "RetrieveProperties" ->
                    properties.answer(exchange.number(), method.children("specSet"), response);
            case "ContinueRetrievePropertiesEx" ->
                    properties.answer(exchange.number(), List.of(), response);
            default -> {
                if (!READING.matcher(method.name()).matches()) {
                    changes.add(exchange.number());
                }
            }
        }
    }

    /// A call without what is another one in every run.
    private static String key(Element method) {
        return ElementText.of(method, method.name());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// What the server said that it is; empty where that was not recorded.
    Optional<String> apiType() {
        return calls.getOrDefault("RetrieveServiceContent", List.of()).stream()
                .findFirst()
                .map(Exchange.Http::answer)
                .map(API_TYPE::matcher)
                .filter(Matcher::find)
                .map(m -> m.group(1));
    }

    @Override
    public synchronized LabResponse handle(LabRequest request) {
        if (!request.path().equals("/sdk") || !request.method().equals("POST")) {
            return file(request);
        }
        try {
            return call(SoapRequest.parse(request.body()).method());
        } catch (SoapRequest.Malformed e) {
            return refused("Malformed request: " + e.getMessage());
        }
    }

    private LabResponse file(LabRequest request) {
        var known = files.get(Question.of(request));
        if (known == null) {
            return LabResponse.empty(404);
        }
        var answer =
                changesFile(known.getFirst())
                        ? moment.next(known, Exchange.Http::number)
                        : moment.of(known, Exchange.Http::number);
        return new LabResponse(
                answer.status(),
                Map.of("Content-Type", answer.headers().getOrDefault("content-type", "text/plain")),
                utf8(answer.answer()));
    }

    private LabResponse call(Element method) {
        if (method.name().startsWith("RetrieveProperties")) {
            return retrieved(method);
        }
        var same = calls.get(key(method));
        var known = same == null ? calls.get(method.name()) : same;
        if (known == null) {
            return refused(method.name() + " was not recorded.");
        }
        var answer =
                READING.matcher(method.name()).matches()
                        ? moment.of(known, Exchange.Http::number)
                        : moment.next(known, Exchange.Http::number);
        return answer(method, answer);
    }

    private static LabResponse answer(Element method, Exchange.Http answer) {
        var headers = new HashMap<>(Map.of("Content-Type", XML));
        if (method.name().startsWith("Login")) {
            headers.put("Set-Cookie", COOKIE);
        }
        return new LabResponse(answer.status(), headers, utf8(answer.answer()));
    }

    private static LabResponse refused(String why) {
        return LabResponse.text(500, XML, XmlText.fault(why, Value.data("NotSupported").build()));
    }

    private LabResponse retrieved(Element method) {
        var objects = new StringBuilder();
        var done = new HashSet<Value.Ref>();
        for (var filter : method.children("specSet")) {
            for (var set : filter.children("objectSet")) {
                var from = set.ref("obj").orElse(new Value.Ref("", ""));
                if (properties.isView(from)) {
                    properties.members(from).forEach(ref -> object(objects, filter, ref, done));
                } else if (!properties.knows(from)) {
                    return unknown(from);
                } else {
                    object(objects, filter, from, done);
                }
            }
        }
        var result = objects.isEmpty() ? "" : "<returnval>" + objects + "</returnval>";
        return LabResponse.text(200, XML, XmlText.envelope(method.name() + "Response", result));
    }

    private static LabResponse unknown(Value.Ref ref) {
        return LabResponse.text(
                500,
                XML,
                XmlText.fault(
                        "Nothing was recorded of " + ref.kind() + ":" + ref.id() + ".",
                        Value.data("ManagedObjectNotFound").set("obj", ref).build()));
    }

    private void object(StringBuilder out, Element filter, Value.Ref ref, Set<Value.Ref> done) {
        var paths =
                filter.children("propSet").stream()
                        .filter(p -> p.value("type").filter(ref.kind()::equals).isPresent())
                        .flatMap(p -> p.values("pathSet").stream())
                        .distinct()
                        .toList();
        if (paths.isEmpty() || !done.add(ref)) {
            return;
        }
        out.append("<objects><obj type=\"").append(XmlText.escape(ref.kind())).append("\">");
        out.append(XmlText.escape(ref.id())).append("</obj>");
        var missing = new StringBuilder();
        paths.forEach(path -> property(out, missing, ref, path));
        out.append(missing).append("</objects>");
    }

    private void property(StringBuilder out, StringBuilder missing, Value.Ref ref, String path) {
        var recorded = properties.find(ref, path, moment);
        var name = XmlText.escape(path);
        if (recorded.isPresent() && recorded.get().missing().isEmpty()) {
            recorded.get()
                    .value()
                    .ifPresent(value ->
                            out.append("<propSet><name>")
                                    .append(name)
                                    .append("</name>")
                                    .append(ElementText.of(value, "val"))
                                    .append("</propSet>"));
            return;
        }
        missing.append("<missingSet><path>").append(name).append("</path>");
        missing.append(
                recorded.flatMap(RecordedProperties.Recorded::missing)
                        .map(fault -> ElementText.of(fault, "fault"))
                        .orElse(NOT_RECORDED));
        missing.append("</missingSet>");
    }
}
