package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import java.util.List;
import java.util.Optional;

/// What esxcli says about its own commands: the methods of a namespace with their options.
final class EsxcliTable {

    private record Option(String name, String longName, String shortName, boolean flag) {}

    private record Command(String name, String formatter, String columns, List<Option> options) {}

    private record Namespace(String name, List<Command> commands) {}

    private static final List<Namespace> TABLE =
            List.of(
                    new Namespace(
                            "hardware.pci.pcipassthru",
                            List.of(
                                    new Command("list", "table", "Device ID,Enabled", List.of()),
                                    new Command(
                                            "set",
                                            "simple",
                                            "",
                                            List.of(
                                                    new Option("applynow", "apply-now", "a", true),
                                                    new Option("deviceid", "device-id", "d", false),
                                                    new Option("enable", "enable", "e", false))))),
                    new Namespace(
                            "hardware.pci", List.of(new Command("list", "simple", "", List.of()))),
                    new Namespace(
                            "system.uuid", List.of(new Command("get", "simple", "", List.of()))));

    private EsxcliTable() {}

    /// The table of a namespace as esxcli's XML; empty where there is no such namespace.
    static Optional<String> of(String namespace) {
        return TABLE.stream()
                .filter(n -> n.name().equals(namespace))
                .findFirst()
                .map(EsxcliTable::info)
                .map(EsxcliText::object);
    }

    private static Value.Data info(Namespace namespace) {
        return Value.data("VimCLIInfoClassInfo")
                .set("name", namespace.name())
                .set("displayName", namespace.name())
                .set("help", "")
                .set(
                        "method",
                        Value.array(
                                "VimCLIInfoMethodInfo",
                                namespace.commands().stream().map(EsxcliTable::method).toList()))
                .build();
    }

    private static Value.Data method(Command command) {
        var hints =
                command.columns().isEmpty()
                        ? List.of(hint("formatter", command.formatter()))
                        : List.of(
                                hint("formatter", command.formatter()),
                                hint("fields:Device", command.columns()));
        return Value.data("VimCLIInfoMethodInfo")
                .set("name", command.name())
                .set("displayName", command.name())
                .set("help", "")
                .set(
                        "param",
                        Value.array(
                                "VimCLIInfoParamInfo",
                                command.options().stream().map(EsxcliTable::option).toList()))
                .set("hints", Value.array("KeyValue", hints))
                .build();
    }

    private static Value.Data option(Option option) {
        return Value.data("VimCLIInfoParamInfo")
                .set("name", option.name())
                .set("displayName", option.longName())
                .set("help", "")
                .set(
                        "aliases",
                        Value.texts(List.of("-" + option.shortName(), "--" + option.longName())))
                .set("flag", option.flag())
                .build();
    }

    private static Value.Data hint(String key, String value) {
        return Value.data("KeyValue").set("key", key).set("value", value).build();
    }
}
