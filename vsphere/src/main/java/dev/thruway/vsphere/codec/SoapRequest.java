package dev.thruway.vsphere.codec;

import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A call of one method of one managed object.
///
/// @param arguments in wire order; null ones are not sent
public record SoapRequest(String method, ManagedObjectReference self, List<Argument> arguments) {

    private static final String HEAD =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
                + " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">";

    /// One argument: a value, or a list of them, which are elements side by side.
    public record Argument(String name, Object value) {}

    public SoapRequest {
        arguments = List.copyOf(arguments);
    }

    public static SoapRequest of(String method, ManagedObjectReference self) {
        return new SoapRequest(method, self, List.of());
    }

    /// With one more argument; left out where it is null.
    public SoapRequest with(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        var more = new ArrayList<>(arguments);
        more.add(new Argument(name, value));
        return new SoapRequest(method, self, more);
    }

    /// As it goes over the wire.
    ///
    /// @param operationId appears in the server's own logs beside ours
    public String encode(ApiVersion version, Optional<String> operationId) {
        var out = new StringBuilder(512).append(HEAD);
        var encoder = new Encoder(out, version);
        operationId.ifPresent(id -> {
            out.append("<soapenv:Header><operationID xmlns=\"urn:vim25\">");
            encoder.text(id);
            out.append("</operationID></soapenv:Header>");
        });
        out.append("<soapenv:Body><").append(method).append(" xmlns=\"urn:vim25\">");
        encoder.element("_this", ManagedObjectReference.class, self);
        for (var argument : arguments) {
            switch (argument.value()) {
                case List<?> list ->
                        list.forEach(v -> encoder.element(argument.name(), v.getClass(), v));
                default ->
                        encoder.element(
                                argument.name(), argument.value().getClass(), argument.value());
            }
        }
        return out.append("</")
                .append(method)
                .append("></soapenv:Body></soapenv:Envelope>\n")
                .toString();
    }
}
