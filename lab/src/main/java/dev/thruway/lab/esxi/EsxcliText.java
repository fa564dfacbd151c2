package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.esxi.wire.XmlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The XML inside an answer of esxcli.
final class EsxcliText {

    private static final String SPACES =
            " xmlns=\"urn:vim25\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""
                    + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                    + " versionId=\"5.0\" xsi:type=\"%s\"";

    /// What every fault of a command is called; the command's own words are in its detail.
    static final String FAULT_SUMMARY = "EsxCLI.CLIFault.summary";

    private EsxcliText() {}

    /// Rows of a table; each cell is under its column's name without spaces.
    static String rows(String type, List<Map<String, String>> rows) {
        var objects = new ArrayList<Value.Field>();
        for (var row : rows) {
            var data = Value.data(type);
            row.forEach(data::set);
            objects.add(new Value.Field("DataObject", data.buildNamed()));
        }
        return XmlText.alone("obj", SPACES.formatted("ArrayOfDataObject"), objects);
    }

    static String text(String type, String text) {
        return XmlText.alone("obj", SPACES.formatted(type), text);
    }

    static String object(Value.Data data) {
        return XmlText.alone("obj", SPACES.formatted(data.type()), data.fields());
    }

    /// The detail of a command's fault: a `LocalizedMethodFault`, as rbvmomi and govmomi's
    /// simulator have it.
    static String fault(String message) {
        var fault = Value.data("VimEsxCLICLIFault").set("errMsg", message).buildNamed();
        return object(
                Value.data("LocalizedMethodFault")
                        .set("fault", fault)
                        .set("localizedMessage", FAULT_SUMMARY)
                        .build());
    }
}
