package dev.thruway.vsphere.client;

import dev.thruway.vsphere.codec.SoapRequest;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.ObjectSpec;
import dev.thruway.vsphere.vim.PropertyFilterSpec;
import dev.thruway.vsphere.vim.PropertySpec;
import dev.thruway.vsphere.vim.RetrieveOptions;
import dev.thruway.vsphere.vim.RetrieveResult;
import dev.thruway.vsphere.vim.TraversalSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads properties, always all pages of them. What several threads read of a few objects at the
/// same time is read in one call.
public final class Properties {

    /// Objects on a page. Small enough to keep memory flat, large enough that pages do not
    /// dominate.
    private static final int PAGE = 200;

    /// Objects in a call where all of a type are read, and calls that are made ahead: what one
    /// brings is taken while the server makes the next.
    private static final int SOME = 100;

    private static final int AHEAD = 2;

    /// Objects in a call that asks different paths of one type.
    private static final int MIXED = 60;

    /// Below what a call takes over a network, and enough for dozens of threads to ask.
    static final Duration MOMENT = Duration.ofMillis(10);

    /// A server whose pages never end is refused here. Well above the 45,000 registered VMs that
    /// are given for one vCenter 8 (configmax, not verified).
    private static final int MOST_OBJECTS = 100_000;

    private final VsphereClient client;
    private final Together<Read, List<ObjectProperties>> reads =
            new Together<>(this::readTogether, Properties::fits, MOMENT);

    Properties(VsphereClient client) {
        this.client = client;
    }

    /// What one thread reads.
    private record Read(String type, List<String> paths, List<ManagedObjectReference> objects) {

        boolean isAsOf(Read other) {
            return type.equals(other.type) && paths.equals(other.paths);
        }
    }

    /// On one page, and no object with different paths: which of them a server then answers is not
    /// said anywhere. Many objects of a type only with the same paths: a server may give each all
    /// paths that a call asks of its type (govmomi's simulator does), and then those of which
    /// little is wanted cost as much as those of which much is.
    private static boolean fits(List<Read> reads, Read read) {
        int objects =
                read.objects().size() + reads.stream().mapToInt(r -> r.objects().size()).sum();
        return objects <= PAGE
                && reads.stream()
                        .allMatch(r ->
                                r.isAsOf(read)
                                        || !r.type().equals(read.type())
                                        || (objects <= MIXED
                                                && Collections.disjoint(
                                                        r.objects(), read.objects())));
    }

    /// Properties of one object. Throws [VsphereException] where it is gone.
    public ObjectProperties of(ManagedObjectReference object, String... paths) {
        var found = of(List.of(object), paths);
        return VsphereClient.one("properties of " + object, found);
    }

    /// Properties of objects of one type; of none without a call.
    public List<ObjectProperties> of(Collection<ManagedObjectReference> objects, String... paths) {
        if (objects.isEmpty()) {
            return List.of();
        }
        var type = objects.iterator().next().type();
        var read = new Read(type, List.of(paths), List.copyOf(objects));
        return objects.size() < PAGE ? reads.ask(read) : readTogether(List.of(read)).getFirst();
    }

    /// An object that the server leaves out is left out of the answer.
    private List<List<ObjectProperties>> readTogether(List<Read> reads) {
        var specs = new ArrayList<PropertyFilterSpec>();
        var left = new ArrayList<>(reads);
        while (!left.isEmpty()) {
            var first = left.getFirst();
            var objects =
                    left.stream()
                            .filter(first::isAsOf)
                            .flatMap(r -> r.objects().stream())
                            .distinct()
                            .map(o -> new ObjectSpec(o, false, List.of()))
                            .toList();
            left.removeIf(first::isAsOf);
            specs.add(
                    new PropertyFilterSpec(
                            List.of(new PropertySpec(first.type(), null, first.paths())),
                            objects,
                            null));
        }
        var found = new HashMap<ManagedObjectReference, ObjectProperties>();
        client.withinSession(() -> retrieve(specs))
                .forEach(object -> found.put(object.ref(), object));
        return reads.stream()
                .map(r ->
                        r.objects().stream()
                                .flatMap(o -> Optional.ofNullable(found.get(o)).stream())
                                .toList())
                .toList();
    }

    /// Properties of every object of a type below a container, by a view that is destroyed again.
    public List<ObjectProperties> under(
            ManagedObjectReference container, String type, String... paths) {
        return client.withinSession(() -> underOnce(container, type, paths));
    }

    private List<ObjectProperties> underOnce(
            ManagedObjectReference container, String type, String... paths) {
        var view = view(container, type);
        try {
            return retrieve(List.of(ofView(view, new PropertySpec(type, null, List.of(paths)))));
        } finally {
            destroy(view);
        }
    }

    private ManagedObjectReference view(ManagedObjectReference container, String type) {
        var views = VsphereClient.required("viewManager", client.content().viewManager());
        return client.callOne(
                SoapRequest.of("CreateContainerView", views)
                        .with("container", container)
                        .with("type", List.of(type))
                        .with("recursive", true),
                ManagedObjectReference.class);
    }

    private static PropertyFilterSpec ofView(ManagedObjectReference view, PropertySpec wanted) {
        var along = new TraversalSpec("view", "ContainerView", "view", false, List.of());
        return new PropertyFilterSpec(
                List.of(wanted), List.of(new ObjectSpec(view, true, List.of(along))), null);
    }

    /// Hands on the properties of every object of a type below a container, some at a time, in the
    /// inventory's order, without keeping them: while some are taken, the server makes the next. An
    /// object that goes meanwhile is left out. Where it throws, a part may have been handed on.
    public void each(
            ManagedObjectReference container,
            String type,
            List<String> paths,
            Consumer<ObjectProperties> taker) {
        var objects = under(container, type, "name").stream().map(ObjectProperties::ref).toList();
        try (var ahead = new ReadAhead<List<ObjectProperties>>(AHEAD)) {
            for (int from = 0; from < objects.size(); from += SOME) {
                var some = objects.subList(from, Math.min(from + SOME, objects.size()));
                ahead.add(() -> thoseLeft(some, paths.toArray(String[]::new)))
                        .forEach(read -> read.forEach(taker));
            }
            ahead.rest().forEach(all -> all.forEach(taker));
        }
    }

    /// A call that names an object which is gone is rejected as a whole.
    private List<ObjectProperties> thoseLeft(List<ManagedObjectReference> some, String... paths) {
        try {
            return readTogether(List.of(new Read(some.getFirst().type(), List.of(paths), some)))
                    .getFirst();
        } catch (VsphereException e) {
            if (!e.isGone()) {
                throw e;
            }
            return some.size() == 1
                    ? List.of()
                    : some.stream()
                            .flatMap(one -> thoseLeft(List.of(one), paths).stream())
                            .toList();
        }
    }

    private void destroy(ManagedObjectReference view) {
        try {
            client.call(SoapRequest.of("DestroyView", view), Object.class);
        } catch (VsphereException _) {
            // A view ends with its session.
        }
    }

    private List<ObjectProperties> retrieve(List<PropertyFilterSpec> filters) {
        var collector = client.content().propertyCollector();
        var objects = new ArrayList<ObjectProperties>();
        @Nullable RetrieveResult page =
                first(
                        client.read(
                                SoapRequest.of("RetrievePropertiesEx", collector)
                                        .with("specSet", filters)
                                        .with("options", new RetrieveOptions(PAGE)),
                                RetrieveResult.class));
        while (page != null) {
            page.objects().forEach(object -> objects.add(new ObjectProperties(object)));
            if (objects.size() > MOST_OBJECTS) {
                cancel(page.token());
                throw new VsphereException(
                        "RetrievePropertiesEx",
                        new VsphereFault.Malformed("more than " + MOST_OBJECTS + " objects"));
            }
            page = next(page.token());
        }
        return List.copyOf(objects);
    }

    private @Nullable RetrieveResult next(@Nullable String token) {
        if (token == null) {
            return null;
        }
        try {
            return VsphereClient.one(
                    "ContinueRetrievePropertiesEx",
                    client.call(
                            SoapRequest.of(
                                            "ContinueRetrievePropertiesEx",
                                            client.content().propertyCollector())
                                    .with("token", token),
                            RetrieveResult.class));
        } catch (VsphereException e) {
            cancel(token);
            throw e;
        }
    }

    /// Lets the server forget the pages that are not fetched.
    private void cancel(@Nullable String token) {
        try {
            client.call(
                    SoapRequest.of(
                                    "CancelRetrievePropertiesEx",
                                    client.content().propertyCollector())
                            .with("token", token),
                    Object.class);
        } catch (VsphereException _) {
            // It forgets them with the session.
        }
    }

    /// No returnval at all is an empty result.
    private static @Nullable RetrieveResult first(List<RetrieveResult> results) {
        return results.isEmpty() ? null : results.getFirst();
    }
}
