package dev.thruway.engine.connect;

import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.vsphere.client.ObjectProperties;
import dev.thruway.vsphere.client.PropertyValue;
import java.util.List;

/// Properties without which nothing can be said of an object: what could not be read is neither
/// off, nor none, nor zero.
public final class Required {

    private Required() {}

    /// The value at a path. Throws [StepFailed] where there is none or it was not shown.
    public static <T> T value(ObjectProperties object, String path, Class<T> type) {
        return switch (object.get(path, type)) {
            case PropertyValue.Set<T>(T value) -> value;
            case PropertyValue.Unset<T> _, PropertyValue.Unread<T> _ -> throw notSaid(path);
        };
    }

    /// The items of an array that is never left out. Throws [StepFailed] where it is.
    public static <T> List<T> items(ObjectProperties object, String path, Class<T> item) {
        value(object, path, List.class);
        return object.list(path, item);
    }

    /// The items of an array that is left out where it has none. Throws [StepFailed] where it was
    /// not shown.
    public static <T> List<T> shown(ObjectProperties object, String path, Class<T> item) {
        if (object.unread(path)) {
            throw notSaid(path);
        }
        return object.list(path, item);
    }

    /// That a property could not be read.
    public static StepFailed notSaid(String path) {
        return new StepFailed(Phrase.of("unread.not-said", "what", path));
    }
}
