package dev.thruway.cli.capture;

import java.util.Optional;

/// What things are called in a scenario. A kind is a word such as `host`; the same name of a kind
/// is always called the same.
interface Names {

    String of(Kind kind, String name);

    /// The text of a note of Thruway's own, with the names in it; empty where it is not known what
    /// in it is one.
    Optional<String> of(Note note);

    /// What Thruway wrote down in a VM.
    ///
    /// @param key of the VM's extraConfig, in which vSphere takes no notice of the case
    record Note(String key, String text, String instanceUuid) {}

    /// What has a name that may tell whose it is.
    enum Kind {
        ADDRESS,
        CLUSTER,
        DATACENTER,
        DATASTORE,
        FILES,
        FOLDER,
        GUEST,
        HOST,
        LABEL,
        MAC,
        NETWORK,
        PERSON,
        SERIAL,
        SERVER,
        SNAPSHOT,
        UUID,
        VCENTER,
        VM
    }

    /// The same as an inventory holds them: `/`, `\` and `%` of an entity's name as %2f, %5c and
    /// %25.
    default Names inInventory() {
        var plain = this;
        return new Names() {
            @Override
            public String of(Kind kind, String name) {
                var called = plain.of(kind, name);
                return switch (kind) {
                    case CLUSTER, DATACENTER, FOLDER, VM ->
                            called.replace("%", "%25").replace("/", "%2f").replace("\\", "%5c");
                    case ADDRESS,
                            DATASTORE,
                            FILES,
                            GUEST,
                            HOST,
                            LABEL,
                            MAC,
                            NETWORK,
                            PERSON,
                            SERIAL,
                            SERVER,
                            SNAPSHOT,
                            UUID,
                            VCENTER ->
                            called;
                };
            }

            @Override
            public Optional<String> of(Note note) {
                return plain.of(note);
            }
        };
    }

    /// As they are.
    record AsTheyAre() implements Names {

        @Override
        public String of(Kind kind, String name) {
            return name;
        }

        @Override
        public Optional<String> of(Note note) {
            return Optional.of(note.text());
        }
    }
}
