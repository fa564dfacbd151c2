package dev.thruway.spec;

import java.nio.file.Path;

/// The text of one file.
///
/// @param name as messages name it
/// @param folder what paths in it are relative to
record Source(String name, Path folder, String text) {}
