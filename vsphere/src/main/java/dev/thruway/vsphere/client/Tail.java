package dev.thruway.vsphere.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// The end of a stream, without holding more than twice the limit.
final class Tail {

    private Tail() {}

    static String of(InputStream in, int limit) throws IOException {
        var ring = new byte[limit];
        long total = 0;
        var buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            for (int i = 0; i < n; i++) {
                ring[(int) ((total + i) % limit)] = buffer[i];
            }
            total += n;
        }
        if (total <= limit) {
            return new String(ring, 0, (int) total, StandardCharsets.UTF_8);
        }
        var ordered = new byte[limit];
        int start = (int) (total % limit);
        System.arraycopy(ring, start, ordered, 0, limit - start);
        System.arraycopy(ring, 0, ordered, limit - start, start);
        return new String(ordered, StandardCharsets.UTF_8);
    }
}
