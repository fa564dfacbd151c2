package dev.thruway.vsphere.client;

import dev.thruway.vsphere.codec.SoapAnswer;
import dev.thruway.vsphere.codec.SoapRequest;
import dev.thruway.vsphere.vim.ObjectContent;
import dev.thruway.vsphere.vim.PropertyFilterSpec;
import dev.thruway.vsphere.vim.RetrieveOptions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads pages of properties one after the other, asking for the next as soon as one has begun: the
/// token of the next stands before the objects.
final class PropertyPages {

    private final VsphereClient client;
    private final int page;
    private final int most;

    /// @param page objects on a page
    /// @param most objects of all pages together; a server that has more is refused
    PropertyPages(VsphereClient client, int page, int most) {
        this.client = client;
        this.page = page;
        this.most = most;
    }

    void read(PropertyFilterSpec filter, Consumer<ObjectProperties> taker) {
        var collector = client.content().propertyCollector();
        var first =
                SoapRequest.of("RetrievePropertiesEx", collector)
                        .with("specSet", List.of(filter))
                        .with("options", new RetrieveOptions(page));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var reading = new Reading(threads, taker);
            client.renewing(() -> reading.page(client.send(first)));
            while (reading.next != null) {
                reading.page(reading.begun());
            }
        }
    }

    private SoapRequest more(String method, String token) {
        return SoapRequest.of(method, client.content().propertyCollector()).with("token", token);
    }

    /// Where the reading is.
    private final class Reading implements SoapAnswer.PageReader {

        private final Executor threads;
        private final Consumer<ObjectProperties> taker;
        private @Nullable CompletableFuture<SoapChannel.Begun> next;
        private int taken;

        Reading(Executor threads, Consumer<ObjectProperties> taker) {
            this.threads = threads;
            this.taker = taker;
        }

        @Override
        public void token(String token) {
            next =
                    CompletableFuture.supplyAsync(
                            () -> client.send(more("ContinueRetrievePropertiesEx", token)),
                            threads);
        }

        @Override
        public void object(ObjectContent object) {
            if (++taken > most) {
                throw new VsphereException(
                        "RetrievePropertiesEx",
                        new VsphereFault.Malformed("more than " + most + " objects"));
            }
            taker.accept(new ObjectProperties(object));
        }

        int page(SoapChannel.Begun begun) {
            try {
                begun.values(body -> SoapAnswer.decodePage(body, this));
                return taken;
            } catch (RuntimeException e) {
                giveUp();
                throw e;
            }
        }

        SoapChannel.Begun begun() {
            var coming = next;
            next = null;
            if (coming == null) {
                throw new IllegalStateException("there is no further page");
            }
            try {
                return coming.get();
            } catch (InterruptedException e) {
                next = coming;
                giveUp();
                Thread.currentThread().interrupt();
                throw new VsphereException(
                        "ContinueRetrievePropertiesEx",
                        new VsphereFault.Unreachable("interrupted"),
                        e);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof VsphereException why
                        ? new VsphereException(why.request(), why.fault(), why)
                        : new CompletionException(e.getCause());
            }
        }

        /// The answer that is under way is not wanted any more. The pages that are left the server
        /// forgets with the session.
        private void giveUp() {
            var coming = next;
            next = null;
            if (coming != null) {
                threads.execute(() -> {
                    try {
                        coming.join().close();
                    } catch (CompletionException _) {
                        // There is nothing to close.
                    }
                });
            }
        }
    }
}
