package dev.thruway.guest.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.thruway.guest.Bytes;
import dev.thruway.guest.ExecResult;
import dev.thruway.guest.GuestException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs the program that users' guests run, with no library, and with one that has no GPU.
class CudaCheckTest {

    private static final CudaCheck CHECK = new CudaCheck(7, 100_000);

    @TempDir Path folder;

    @Test
    void withoutTheDriversLibraryItSaysSo() throws Exception {
        var result = run(Map.of());
        assertThat(result.code()).isEqualTo(10);
        assertThat(CHECK.read(result)).isInstanceOf(CudaReport.NoLibrary.class);
    }

    @Test
    void eachDeviceIsReportedWithTheSumThatJavaComputesToo() throws Exception {
        compileStub();
        var result = run(Map.of("STUB_DEVICES", "2"));
        assertThat(result.code()).isZero();
        assertThat(CHECK.read(result))
                .isInstanceOfSatisfying(
                        CudaReport.Ran.class,
                        ran -> {
                            assertThat(ran.ok()).isTrue();
                            assertThat(ran.cudaVersion()).isEqualTo("13.0");
                            assertThat(ran.gpus())
                                    .extracting(CudaReport.Gpu::busId)
                                    .containsExactly("0000:03:00.0", "0000:0B:00.0");
                            assertThat(ran.gpus().getFirst().name()).isEqualTo("NVIDIA L40S");
                        });
    }

    @Test
    void oneWrongWordIsFound() throws Exception {
        compileStub();
        var result = run(Map.of("STUB_WRONG", "1"));
        assertThat(result.code()).isEqualTo(30);
        assertThat(CHECK.read(result))
                .isInstanceOfSatisfying(
                        CudaReport.Ran.class, ran -> assertThat(ran.ok()).isFalse());
    }

    @Test
    void anErrorOfTheDriverKeepsItsCallAndCode() throws Exception {
        compileStub();
        var result = run(Map.of("STUB_INIT", "100"));
        assertThat(result.code()).isEqualTo(20);
        assertThat(CHECK.read(result))
                .isEqualTo(new CudaReport.Failed("cuInit", 100, "CUDA_ERROR_NO_DEVICE"));
    }

    @Test
    void noDeviceIsNoSuccess() throws Exception {
        compileStub();
        var result = run(Map.of("STUB_DEVICES", "0"));
        assertThat(result.code()).isEqualTo(31);
        assertThat(CHECK.read(result))
                .isInstanceOfSatisfying(
                        CudaReport.Ran.class, ran -> assertThat(ran.ok()).isFalse());
    }

    @Test
    void theAnswerOfAnotherRunIsNotTaken() {
        var other = "thruway-cuda-check 1 seed=8 count=100000\ndriver api=13000 devices=0\n";
        assertThatThrownBy(() -> CHECK.read(result(0, other))).isInstanceOf(GuestException.class);
    }

    @Test
    void anAnswerThatBreaksOffIsNotTaken() {
        var half = "thruway-cuda-check 1 seed=7 count=100000\ndriver api=13000 devices=1\n";
        assertThatThrownBy(() -> CHECK.read(result(0, half))).isInstanceOf(GuestException.class);
    }

    private void compileStub() throws Exception {
        var source = Path.of("src/test/cuda/stub-libcuda.c").toAbsolutePath();
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "no C compiler");
        var gcc =
                new ProcessBuilder(
                        "gcc", "-shared", "-fPIC", "-o", "libcuda.so.1", source.toString());
        assertThat(gcc.directory(folder.toFile()).inheritIO().start().waitFor()).isZero();
    }

    private ExecResult run(Map<String, String> environment) throws Exception {
        var program = folder.resolve("thruway-cuda-check");
        Files.write(program, CudaCheck.program().toArray());
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        var arguments = CHECK.command(program.toString()).argv();
        var builder = new ProcessBuilder(List.copyOf(arguments));
        builder.environment().put("LD_LIBRARY_PATH", folder.toString());
        builder.environment().putAll(environment);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return result(process.waitFor(), output);
    }

    private static ExecResult result(int code, String stdout) {
        return new ExecResult(
                new ExecResult.Exit.Code(code),
                new ExecResult.Output(Bytes.utf8(stdout), false),
                new ExecResult.Output(Bytes.NONE, false));
    }
}
