package dev.thruway.redfish;

import dev.thruway.redfish.Channel.Call;
import dev.thruway.redfish.RedfishTransport.Answer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The documents of one controller by their links.
final class Resources {

    private static final String ROOT = "/redfish/v1/";
    private static final int MAX_PAGES = 100;

    private final Channel channel;
    private final Sessions sessions;
    private Optional<ObjectNode> root = Optional.empty();

    Resources(Channel channel, RedfishLogin login, Redaction redaction) {
        this.channel = channel;
        this.sessions =
                new Sessions(
                        channel, login, redaction, () -> Json.link(root(), "Links", "Sessions"));
    }

    /// The service root, which needs no login; read once.
    ObjectNode root() {
        return channel.alone(() -> {
            if (root.isEmpty()) {
                var call = Call.get(ROOT);
                root = Optional.of(channel.document(call, channel.send(call)));
            }
            return root.get();
        });
    }

    /// The document of a link.
    ObjectNode get(String link) {
        return fetched(link).document();
    }

    /// A document with its ETag.
    record Fetched(ObjectNode document, Optional<String> etag) {}

    Fetched fetched(String link) {
        var call = Call.get(path(link));
        var answer = sessions.send(call);
        var document = channel.document(call, answer);
        var etag = answer.header("etag").or(() -> Json.text(document, "@odata.etag"));
        return new Fetched(document, etag);
    }

    /// The document of a link that may lead nowhere.
    Optional<ObjectNode> find(String link) {
        try {
            return Optional.of(get(link));
        } catch (RedfishException e) {
            return switch (e.fault()) {
                case RedfishFault.Rejected(int status, var _, var _) when gone(status) ->
                        Optional.empty();
                case RedfishFault.Rejected _,
                        RedfishFault.Unreachable _,
                        RedfishFault.UntrustedCertificate _,
                        RedfishFault.NotAuthenticated _,
                        RedfishFault.Malformed _,
                        RedfishFault.TimedOut _ ->
                        throw e;
            };
        }
    }

    private static boolean gone(int status) {
        return status == 404 || status == 410;
    }

    Answer post(String link, ObjectNode body) {
        return changed(new Call("POST", path(link), Map.of(), body.toString()));
    }

    /// Changes a document if it is still the one that was fetched.
    ///
    /// Several controllers refuse the very ETag that they gave: then once without its quotes and
    /// weakness mark, then without a condition (ansible 56150, community.general 3268 and 6434).
    Answer patch(String link, ObjectNode body, Optional<String> etag) {
        var plain = new Call("PATCH", path(link), Map.of(), body.toString());
        for (var condition : conditions(etag)) {
            var answer = sessions.send(plain.with(Map.of("If-Match", condition)));
            if (answer.status() != 412) {
                channel.requireSuccess(plain, answer);
                return answer;
            }
        }
        return changed(plain);
    }

    private static Set<String> conditions(Optional<String> etag) {
        var conditions = new LinkedHashSet<String>();
        etag.ifPresent(e -> {
            conditions.add(e);
            conditions.add(e.replaceFirst("^W/", "").replace("\"", ""));
        });
        return conditions;
    }

    private Answer changed(Call call) {
        var answer = sessions.send(call);
        channel.requireSuccess(call, answer);
        return answer;
    }

    /// All members of a collection, each once, over all of its pages. A member that is listed and
    /// gone is left out.
    List<ObjectNode> members(String link) {
        var collected = new LinkedHashMap<String, JsonNode>();
        var next = Optional.of(link + (expands() ? "?$expand=." : ""));
        var seen = new HashSet<String>();
        while (next.isPresent()) {
            var page = page(next.get(), link, seen.isEmpty());
            if (!seen.add(next.get().toLowerCase(Locale.ROOT)) || seen.size() > MAX_PAGES) {
                throw fault(link, "a collection whose pages do not end");
            }
            collect(link, page, collected);
            next = Json.text(page, "Members@odata.nextLink");
        }
        var documents = new ArrayList<ObjectNode>();
        collected.forEach((key, member) -> document(key, member).ifPresent(documents::add));
        return documents;
    }

    private ObjectNode page(String next, String link, boolean first) {
        if (!first || next.equals(link)) {
            return get(next);
        }
        var call = Call.get(path(next));
        var answer = sessions.send(call);
        // What a controller says of expansion is not always so.
        return answer.status() >= 400 && answer.status() != 401
                ? get(link)
                : channel.document(call, answer);
    }

    private void collect(String link, ObjectNode page, Map<String, JsonNode> collected) {
        for (var member : page.path("Members")) {
            Json.text(member, "@odata.id").ifPresent(id -> collected.putIfAbsent(key(id), member));
            if (collected.size() > channel.limits().members()) {
                throw fault(link, "more than " + channel.limits().members() + " members");
            }
        }
    }

    private static String key(String id) {
        return id.toLowerCase(Locale.ROOT).replaceFirst("/+$", "");
    }

    private Optional<ObjectNode> document(String key, JsonNode member) {
        return member instanceof ObjectNode expanded && expanded.size() > 1
                ? Optional.of(expanded)
                : find(Json.text(member, "@odata.id").orElse(key));
    }

    private boolean expands() {
        return Json.at(root(), "ProtocolFeaturesSupported", "ExpandQuery", "NoLinks")
                .asBoolean(false);
    }

    private String path(String link) {
        return channel.path(link)
                .orElseThrow(() -> fault(link, "a link that leads to somewhere else"));
    }

    RedfishException fault(String link, String what) {
        return channel.fault(Call.get(link), new RedfishFault.Malformed(what));
    }

    void logout() {
        sessions.logout();
    }
}
