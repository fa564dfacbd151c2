package dev.thruway.domain.condition;

/// What a condition or a step is about: one server or one VM, by its name in the file.
public record Target(Kind kind, String name) implements Comparable<Target> {

    /// What a target can be.
    public enum Kind {
        SERVER("server"),
        VM("vm");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public static Target server(String name) {
        return new Target(Kind.SERVER, name);
    }

    public static Target vm(String name) {
        return new Target(Kind.VM, name);
    }

    @Override
    public int compareTo(Target other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : name.compareTo(other.name);
    }

    /// As documents name it: `server/dl385-01`, `vm/gpu02`.
    @Override
    public String toString() {
        return kind.word() + "/" + name;
    }
}
