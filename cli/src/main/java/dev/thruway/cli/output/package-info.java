/// The forms of a result: tables for people, documents for machines.
///
/// A document is a tree of plain values that starts with its schema; it is written as JSON, as one
/// line of JSON, or as YAML. The writers are streaming ones, since a short command must start fast.
@NullMarked
package dev.thruway.cli.output;

import org.jspecify.annotations.NullMarked;
