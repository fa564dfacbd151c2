package dev.thruway.lab.fault;

import java.util.List;

/// What a request asks for.
///
/// @param name the SOAP method, the HTTP method of everything else, or what SSH is asked for
/// @param objects whatever the object can be called by: id and name, the path, the command
public record Operation(String name, List<String> objects) {

    public Operation {
        objects = List.copyOf(objects);
    }
}
