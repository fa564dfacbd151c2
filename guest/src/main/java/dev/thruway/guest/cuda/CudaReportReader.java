package dev.thruway.guest.cuda;

import dev.thruway.guest.cuda.CudaReport.Gpu;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the lines that the source of the CUDA check documents.
final class CudaReportReader {

    private static final Pattern DRIVER =
            Pattern.compile("driver api=(\\d{1,9}) devices=(\\d{1,4})");
    private static final Pattern GPU =
            Pattern.compile(
                    "gpu index=(\\d{1,4}) bus=(\\S+) uuid=(\\S+) memory=(\\d{1,18})"
                            + " result=(ok|wrong) sum=([0-9a-f]{8}) name=(.+)");
    private static final Pattern ERROR =
            Pattern.compile("error call=(\\S+) code=(\\d{1,9}) name=(.*)");

    private final CudaCheck check;

    CudaReportReader(CudaCheck check) {
        this.check = check;
    }

    /// Empty where the text is not that of this very run, or not whole.
    Optional<CudaReport> read(String text) {
        var lines = text.lines().toList();
        var greeting =
                "thruway-cuda-check 1 seed=%d count=%d".formatted(check.seed(), check.count());
        if (lines.isEmpty() || !lines.getFirst().equals(greeting)) {
            return Optional.empty();
        }
        var error = ERROR.matcher(lines.getLast());
        return error.matches() ? Optional.of(failure(error)) : ran(lines);
    }

    private static CudaReport failure(Matcher m) {
        var call = m.group(1);
        return call.equals("dlopen") || call.equals("dlsym")
                ? new CudaReport.NoLibrary(m.group(3))
                : new CudaReport.Failed(call, Integer.parseInt(m.group(2)), m.group(3));
    }

    private Optional<CudaReport> ran(List<String> lines) {
        var driver = lines.size() > 1 ? DRIVER.matcher(lines.get(1)) : null;
        if (driver == null || !driver.matches()) {
            return Optional.empty();
        }
        var gpus = new ArrayList<Gpu>();
        for (var line : lines.subList(2, lines.size())) {
            var m = GPU.matcher(line);
            if (!m.matches()) {
                return Optional.empty();
            }
            gpus.add(gpu(m));
        }
        if (gpus.size() != Integer.parseInt(driver.group(2))) {
            return Optional.empty();
        }
        return Optional.of(new CudaReport.Ran(Integer.parseInt(driver.group(1)), gpus));
    }

    private Gpu gpu(Matcher m) {
        boolean right =
                m.group(5).equals("ok") && Long.parseLong(m.group(6), 16) == check.expectedSum();
        return new Gpu(
                Integer.parseInt(m.group(1)),
                m.group(2),
                m.group(3),
                Long.parseLong(m.group(4)),
                right,
                m.group(7));
    }
}
