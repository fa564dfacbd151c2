package dev.thruway.cli.capture;

/// What things are called in a scenario. A kind is a word such as `host`; the same name of a kind is
/// always called the same.
interface Names {

    String of(Kind kind, String name);

    /// A text of Thruway's own, with the names in it.
    String inNote(String json);

    /// What has a name that may tell whose it is.
    enum Kind {
        ADDRESS,
        CLUSTER,
        DATACENTER,
        DATASTORE,
        FOLDER,
        GUEST,
        HOST,
        LABEL,
        MAC,
        NETWORK,
        SERIAL,
        SERVER,
        SNAPSHOT,
        UUID,
        VCENTER,
        VM
    }

    /// As they are.
    record AsTheyAre() implements Names {

        @Override
        public String of(Kind kind, String name) {
            return name;
        }

        @Override
        public String inNote(String json) {
            return json;
        }
    }
}
