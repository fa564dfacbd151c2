package dev.thruway.lab.guest.apt;

/// A package that dpkg knows of.
public record InstalledPackage(
        DebianPackage content, State state, Origin origin, Selection selection) {

    /// How far it is (dpkg(1), "Package states").
    public enum State {
        UNPACKED("unpacked", 'U'),
        INSTALLED("installed", 'i'),
        CONFIG_FILES("config-files", 'c');

        private final String word;
        private final char letter;

        State(String word, char letter) {
            this.word = word;
            this.letter = letter;
        }

        public String word() {
            return word;
        }

        public char letter() {
            return letter;
        }
    }

    /// Why it is there.
    public enum Origin {
        MANUAL,
        AUTOMATIC
    }

    /// What is wanted of it.
    public enum Selection {
        INSTALL("install", 'i'),
        HOLD("hold", 'h'),
        DEINSTALL("deinstall", 'r');

        private final String word;
        private final char letter;

        Selection(String word, char letter) {
            this.word = word;
            this.letter = letter;
        }

        public String word() {
            return word;
        }

        public char letter() {
            return letter;
        }
    }

    public String name() {
        return content.name();
    }

    public boolean present() {
        return state != State.CONFIG_FILES;
    }

    /// `ii`, `rc`, `iU`, `hi`.
    public String abbreviation() {
        return "" + selection.letter() + state.letter();
    }

    /// `install ok installed`.
    public String status() {
        return selection.word() + " ok " + state.word();
    }

    public InstalledPackage in(State other) {
        var wanted = other == State.CONFIG_FILES ? Selection.DEINSTALL : selection;
        return new InstalledPackage(content, other, origin, wanted);
    }

    public InstalledPackage from(Origin other) {
        return new InstalledPackage(content, state, other, selection);
    }

    public InstalledPackage selected(Selection other) {
        return new InstalledPackage(content, state, origin, other);
    }
}
