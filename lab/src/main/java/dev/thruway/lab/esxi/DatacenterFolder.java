package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value.Ref;
import java.util.Locale;

/// The four folders that every datacenter has.
enum DatacenterFolder {
    VM('v', 1),
    HOST('h', 2),
    DATASTORE('s', 3),
    NETWORK('n', 4);

    private final char letter;
    private final int after;

    /// @param after how far its number is from that of its datacenter
    DatacenterFolder(char letter, int after) {
        this.letter = letter;
        this.after = after;
    }

    /// As it stands in an inventory path.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    Ref onHost() {
        return new Ref("Folder", "ha-folder-" + label());
    }

    /// Of a vCenter: its number follows that of its datacenter.
    Ref onVcenter(int datacenter) {
        return numbered(datacenter + after);
    }

    /// One below it.
    Ref numbered(int number) {
        return new Ref("Folder", "group-" + letter + number);
    }
}
