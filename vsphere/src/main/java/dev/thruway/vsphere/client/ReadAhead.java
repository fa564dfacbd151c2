package dev.thruway.vsphere.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Reads that are begun before the results of earlier ones are taken, a few at a time. Their
/// results come in the order in which they were begun. Closing it interrupts what is under way.
final class ReadAhead<T> implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ArrayDeque<Future<T>> begun = new ArrayDeque<>();
    private final int most;

    /// @param most reads that are under way while a result is taken
    ReadAhead(int most) {
        this.most = most;
    }

    /// Begins a read. Answers the results for which no more reads wait; throws what a read threw.
    List<T> add(Callable<T> read) {
        begun.add(threads.submit(read));
        return taken(most);
    }

    /// The results that are left.
    List<T> rest() {
        return taken(0);
    }

    private List<T> taken(int left) {
        var results = new ArrayList<T>();
        while (begun.size() > left) {
            results.add(result(begun.remove()));
        }
        return results;
    }

    private static <T> T result(Future<T> read) {
        try {
            return read.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VsphereException("read", new VsphereFault.Unreachable("interrupted"), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof VsphereException why
                    ? new VsphereException(why.request(), why.fault(), why)
                    : new CompletionException(e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
