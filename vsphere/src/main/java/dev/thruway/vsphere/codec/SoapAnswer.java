package dev.thruway.vsphere.codec;

import dev.thruway.vsphere.vim.MethodFault;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a server answered to a call.
public sealed interface SoapAnswer<T> {

    /// It did it; the values it returned, none for a method that returns nothing.
    record Returned<T>(List<T> values) implements SoapAnswer<T> {
        public Returned {
            values = List.copyOf(values);
        }
    }

    /// It said no.
    ///
    /// @param message in the server's words
    record Faulted<T>(String code, String message, @Nullable MethodFault fault)
            implements SoapAnswer<T> {}

    /// Reads an answer whose `returnval` elements are of a type; [MalformedXml] where it is none.
    static <T> SoapAnswer<T> decode(InputStream body, Class<T> type) {
        var xml = new XmlSource(body);
        xml.root();
        if (!xml.name().equals("Envelope")) {
            throw xml.malformed("not a SOAP envelope but <" + xml.name() + ">");
        }
        while (xml.child()) {
            if (!xml.name().equals("Body")) {
                xml.skip();
            } else if (xml.child()) {
                return xml.name().equals("Fault") ? fault(xml) : returned(xml, type);
            }
        }
        throw xml.malformed("an envelope without a body");
    }

    private static <T> SoapAnswer<T> returned(XmlSource xml, Class<T> type) {
        var decoder = new Decoder(xml);
        var values = new ArrayList<T>();
        while (xml.child()) {
            if (xml.name().equals("returnval")) {
                var value = decoder.value(type);
                if (value != null) {
                    values.add(type.cast(value));
                }
            } else {
                xml.skip();
            }
        }
        return new Returned<>(values);
    }

    private static <T> SoapAnswer<T> fault(XmlSource xml) {
        var code = "";
        var message = "";
        MethodFault fault = null;
        while (xml.child()) {
            switch (xml.name()) {
                case "faultcode" -> code = xml.text();
                case "faultstring" -> message = xml.text();
                case "detail" -> {
                    while (xml.child()) {
                        fault = (MethodFault) new Decoder(xml).fault();
                    }
                }
                default -> xml.skip();
            }
        }
        return new Faulted<>(code, message, fault);
    }
}
