package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Element;
import dev.thruway.lab.esxi.wire.SoapRequest;
import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// `ManagedMethodExecuter`: esxcli over SOAP. Undocumented, used by esxcli's own remote form and by
/// govc; read in govmomi 0.56 `cli/esx`.
final class EsxcliExecuter implements ManagedObject {

    private static final String TABLE = "ha-dynamic-type-manager-local-cli-cliinfo";

    private final Realm realm;
    private final EsxHost host;
    private final EsxcliCommands commands;

    EsxcliExecuter(Realm realm, EsxHost host) {
        this.realm = realm;
        this.host = host;
        this.commands = new EsxcliCommands(host);
    }

    @Override
    public Value.Ref ref() {
        return realm.refs().part(HostPart.METHOD_EXECUTER, host);
    }

    @Override
    public Map<String, Supplier<Value>> properties() {
        return Map.of();
    }

    @Override
    public Optional<EsxHost> needs() {
        return Optional.of(host);
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of("ExecuteSoap", this::execute);
    }

    private Value execute(Call call) {
        var arguments = arguments(call);
        if (call.text("moid").equals(TABLE)) {
            var namespace = arguments.getOrDefault("typeName", "").replace("vim.EsxCLI.", "");
            return EsxcliTable.of(namespace)
                    .map(EsxcliExecuter::response)
                    .orElseGet(
                            () -> fault("The object or item referred to could not be found.", ""));
        }
        try {
            return commands.run(call.text("method"), arguments)
                    .map(EsxcliExecuter::response)
                    .orElseGet(() -> fault("Unknown command or namespace", ""));
        } catch (EsxcliCommands.WrongUse e) {
            return fault(
                    EsxcliText.FAULT_SUMMARY, EsxcliText.fault(String.valueOf(e.getMessage())));
        } catch (Refusal e) {
            return fault(EsxcliText.FAULT_SUMMARY, EsxcliText.fault(e.reason().message()));
        }
    }

    private static Map<String, String> arguments(Call call) {
        var result = new HashMap<String, String>();
        for (Element argument : call.arguments().children("argument")) {
            var name = argument.value("name").orElse("");
            result.put(name, firstValue(argument.value("val").orElse("")));
        }
        return result;
    }

    private static String firstValue(String fragment) {
        try {
            return SoapRequest.fragment(fragment).stream()
                    .map(Element::text)
                    .findFirst()
                    .orElse("");
        } catch (SoapRequest.Malformed e) {
            throw VimFault.invalidArgument("argument");
        }
    }

    private static Value response(String xml) {
        return Value.data("ReflectManagedMethodExecuterSoapResult").set("response", xml).build();
    }

    private static Value fault(String message, String detail) {
        return Value.data("ReflectManagedMethodExecuterSoapResult")
                .set(
                        "fault",
                        Value.data("ReflectManagedMethodExecuterSoapFault")
                                .set("faultMsg", message)
                                .set("faultDetail", detail)
                                .build())
                .build();
    }
}
