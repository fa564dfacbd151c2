package dev.thruway.interop.mmio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.mmio.MmioDevice;
import dev.thruway.domain.mmio.MmioWindow;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.interop.mmio.QemuRig.Boot;
import dev.thruway.knowledge.GpuCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// For each layout of BARs in the catalog and 1, 2, 4 and 8 devices: the window that Thruway
/// computes gives every BAR an address, and half of it does not.
///
/// `docs/mmio-physics.md` is written from it: `-Dgolden=write`.
class PhysicsIT {

    private static final List<Integer> COUNTS = List.of(1, 2, 4, 8);

    /// A boot keeps one core busy.
    private static final int AT_ONCE = 2;

    private static final String HEAD =
            """
            # The window under QEMU and OVMF

            Written by `PhysicsIT` in the module `interop`. A VM under QEMU (TCG) with OVMF boots a Linux whose devices
            have the BARs of the boards below, in a 64-bit MMIO window of a set size; Linux then says which 64-bit BARs
            have an address. **It is the allocator of OVMF: the same arithmetic as ESXi's, but not ESXi.** Where it gives up,
            Linux tries once more in the same window. A board in
            the VM is one function for each of its BARs; 32-bit BARs smaller than 4 MiB are taken for 4 MiB, as they lie
            below 4 GiB anyway.

            | BARs of one device | boards | devices | window, GiB | 64-bit BARs with an address | in half of it |
            |---|---|--:|--:|--:|--:|
            """;

    /// So many devices of one layout.
    private record Case(List<Bar> bars, String boards, int count, long gib) {

        String row(Boot whole, Boot half) {
            return "| %s | %s | %d | %d | %d of %d | %d of %d |"
                    .formatted(
                            text(bars),
                            boards,
                            count,
                            gib,
                            whole.assigned(),
                            whole.wanted(),
                            half.assigned(),
                            half.wanted());
        }
    }

    /// Its boots, which may still run.
    private record Booting(Case of, Future<Boot> whole, Future<Boot> half) {}

    @Test
    @Timeout(value = 25, unit = TimeUnit.MINUTES)
    void theWindowHoldsEveryBarAndHalfOfItDoesNot(@TempDir Path folder) throws Exception {
        var rig = new QemuRig(folder);
        var rows = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var all = new ArrayList<Booting>();
            for (var one : cases()) {
                var whole = threads.submit(boot(rig, one, one.gib()));
                var half = threads.submit(boot(rig, one, one.gib() / 2));
                all.add(new Booting(one, whole, half));
            }
            for (var booting : all) {
                rows.add(row(booting));
            }
        }
        assertThat(rows).hasSizeGreaterThan(20);
        check(HEAD + String.join("\n", rows) + "\n");
    }

    private static Callable<Boot> boot(QemuRig rig, Case one, long gib) {
        return () -> rig.boot(one.bars(), one.count(), ByteSize.ofGib(gib));
    }

    private static String row(Booting booting) throws InterruptedException, ExecutionException {
        var whole = booting.whole().get();
        var half = booting.half().get();
        var row = booting.of().row(whole, half);
        assertThat(whole.assigned()).as(row).isEqualTo(whole.wanted());
        assertThat(half.assigned()).as(row).isLessThan(half.wanted());
        return row;
    }

    /// Those of layouts for which a window is needed.
    private static List<Case> cases() {
        var cases = new ArrayList<Case>();
        layouts()
                .forEach((bars, boards) -> {
                    for (int count : COUNTS) {
                        var device = new MmioDevice(boards, bars, Optional.empty());
                        if (MmioWindow.of(Collections.nCopies(count, device))
                                instanceof MmioWindow.Needed needed) {
                            cases.add(new Case(bars, boards, count, needed.gib()));
                        }
                    }
                });
        return cases;
    }

    /// The boards by what the allocator sees of their BARs: sizes and widths.
    private static Map<List<Bar>, String> layouts() {
        var byText = new TreeMap<String, List<Bar>>();
        var boards = new TreeMap<String, List<String>>();
        for (var entry : GpuCatalog.builtIn().entries()) {
            var model = entry.model();
            if (!model.bars().isEmpty()) {
                byText.putIfAbsent(text(model.bars()), model.bars());
                boards.computeIfAbsent(text(model.bars()), _ -> new ArrayList<>())
                        .add(model.name());
            }
        }
        return byText.entrySet().stream()
                .sorted(Comparator.comparingLong(e -> bytes(e.getValue())))
                .collect(
                        Collectors.toMap(
                                Map.Entry::getValue,
                                e -> String.join(", ", boards.getOrDefault(e.getKey(), List.of())),
                                (a, _) -> a,
                                LinkedHashMap::new));
    }

    private static long bytes(List<Bar> bars) {
        return bars.stream().mapToLong(bar -> bar.size().bytes()).sum();
    }

    private static String text(List<Bar> bars) {
        return bars.stream()
                .flatMap(bar -> Stream.of(bar.size() + " (" + bar.width().bits() + "-bit)"))
                .collect(Collectors.joining(", "));
    }

    private static void check(String page) throws IOException {
        var file = docs().resolve("mmio-physics.md");
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(file, page);
        }
        assertThat(file).hasContent(page);
    }

    private static Path docs() {
        var here = Path.of("").toAbsolutePath();
        return here.endsWith("interop") ? here.resolveSibling("docs") : here.resolve("docs");
    }
}
