package dev.thruway.lab.fault;

import java.util.List;

/// What a request asks for.
///
/// @param name the SOAP method, or the HTTP method of everything else
/// @param objects whatever the object can be called by: id and name, or the path
public record Operation(String name, List<String> objects) {

    public Operation {
        objects = List.copyOf(objects);
    }
}
