package dev.thruway.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;

/// What stands behind a command's name: an argument that is an existing file is a file, any other
/// the name of a target.
///
/// @param files as they were typed
/// @param targets names and patterns
public record Arguments(List<String> files, List<String> targets) {

    public Arguments {
        files = List.copyOf(files);
        targets = List.copyOf(targets);
    }

    public static Arguments of(Surroundings around, List<String> typed) {
        var files = new ArrayList<String>();
        var targets = new ArrayList<String>();
        for (var argument : typed) {
            (isFile(around, argument) ? files : targets).add(argument);
        }
        return new Arguments(files, targets);
    }

    private static boolean isFile(Surroundings around, String argument) {
        try {
            return Files.isRegularFile(around.workingDirectory().resolve(argument));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
