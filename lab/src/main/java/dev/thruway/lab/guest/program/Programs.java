package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.os.Program;
import java.util.Map;
import java.util.TreeMap;

/// All programs, by name.
public final class Programs {

    private Programs() {}

    public static Map<String, Program> table() {
        var table = new TreeMap<String, Program>();
        FilePrograms.addTo(table);
        LookPrograms.addTo(table);
        TextPrograms.addTo(table);
        FilterPrograms.addTo(table);
        IdentityPrograms.addTo(table);
        PowerPrograms.addTo(table);
        ModulePrograms.addTo(table);
        InitramfsPrograms.addTo(table);
        table.put("lspci", new Lspci());
        table.put("sudo", new Sudo());
        DpkgPrograms.addTo(table);
        AptPrograms.addTo(table);
        NvidiaPrograms.addTo(table);
        return table;
    }
}
