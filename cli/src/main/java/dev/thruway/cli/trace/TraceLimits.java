package dev.thruway.cli.trace;

/// How much a trace may take. Nobody attaches more than this to a report, and no disk is filled.
///
/// @param body characters of one request or answer
/// @param total characters of all files together
/// @param exchanges pairs of files in a folder
record TraceLimits(int body, long total, int exchanges) {

    static final TraceLimits DEFAULT = new TraceLimits(8 << 20, 512L << 20, 50_000);
}
