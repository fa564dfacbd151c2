package dev.thruway.lab.replay;

import dev.thruway.lab.http.LabRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Method and path of a request, without what does not change its meaning.
record Question(String method, String path, SortedMap<String, String> query) {

    Question {
        path = path.replaceAll("/+$", "");
        query = Collections.unmodifiableSortedMap(new TreeMap<>(query));
    }

    static Question of(LabRequest request) {
        return new Question(request.method(), request.path(), new TreeMap<>(request.query()));
    }

    static Question of(Exchange.Http exchange) {
        var path = exchange.path();
        int mark = path.indexOf('?');
        return new Question(
                exchange.method(),
                mark < 0 ? path : path.substring(0, mark),
                new TreeMap<>(mark < 0 ? Map.of() : query(path.substring(mark + 1))));
    }

    private static Map<String, String> query(String raw) {
        var query = new TreeMap<String, String>();
        for (var pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            query.put(
                    decoded(equals < 0 ? pair : pair.substring(0, equals)),
                    equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
