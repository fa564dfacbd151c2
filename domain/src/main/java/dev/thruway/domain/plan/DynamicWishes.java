package dev.thruway.domain.plan;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.observation.AttachedDevice;
import dev.thruway.domain.observation.DynamicDevice;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.spec.GpuWish;
import dev.thruway.domain.spec.Vm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// The devices of Dynamic DirectPath that the file wants for one VM, each by itself.
final class DynamicWishes {

    private DynamicWishes() {}

    /// One wanted device.
    ///
    /// @param candidates the cards that it may get
    record Wanted(GpuWish.Dynamic wish, DynamicDevice device, List<Candidate> candidates) {

        Wanted {
            candidates = List.copyOf(candidates);
        }

        /// Whether a device asks for nothing that the file does not want. A person may have named
        /// fewer products of the same model.
        boolean isMetBy(AttachedDevice attached) {
            return meets(attached, wish, device.products());
        }

        String name() {
            return wanted(wish);
        }
    }

    /// A product that a device may get.
    ///
    /// @param product as in [DynamicDevice#products]
    record Candidate(String name, String product, Optional<GpuModel> model) {}

    /// The wishes of a VM, one entry a card; those that ask for the most first: fewer cards will do
    /// for them.
    static List<GpuWish.Dynamic> each(Vm vm) {
        var all = new ArrayList<GpuWish.Dynamic>();
        for (var wish : vm.gpus()) {
            if (wish instanceof GpuWish.Dynamic dynamic) {
                all.addAll(Collections.nCopies(dynamic.count(), dynamic));
            }
        }
        all.sort(
                Comparator.comparingInt((GpuWish.Dynamic d) ->
                        (d.label().isPresent() ? 0 : 1) + (d.model().isPresent() ? 0 : 1)));
        return all;
    }

    /// Whether each of these wishes is met by a device of its own.
    ///
    /// @param wishes in the order of [#each]
    static boolean areMet(
            List<GpuWish.Dynamic> wishes, List<AttachedDevice> devices, Knowledge knowledge) {
        var left = new ArrayList<>(devices);
        for (var wish : wishes) {
            var products = products(wish.model().map(knowledge::gpusNamed).orElse(List.of()));
            var own = left.stream().filter(d -> meets(d, wish, products)).findFirst();
            if (own.isEmpty()) {
                return false;
            }
            left.remove(own.get());
        }
        return true;
    }

    /// @param products those of the wish's model
    private static boolean meets(
            AttachedDevice attached, GpuWish.Dynamic wish, Set<String> products) {
        return attached.dynamic()
                .filter(d -> d.label().equals(wish.label()))
                .filter(d -> wish.model().isEmpty() || isAmong(d.products(), products))
                .isPresent();
    }

    private static boolean isAmong(Set<String> asked, Set<String> products) {
        return !asked.isEmpty() && products.containsAll(asked);
    }

    static List<Wanted> of(Context context, String vm) {
        var spec = context.vmSpec(vm);
        var cards = context.cardsAround(spec);
        var all = new ArrayList<Wanted>();
        for (var wish : spec.gpus()) {
            if (wish instanceof GpuWish.Dynamic dynamic) {
                var wanted =
                        dynamic.model()
                                .map(model ->
                                        ofModel(dynamic, context.knowledge().gpusNamed(model)))
                                .orElseGet(() -> ofLabel(context, dynamic, cards));
                all.addAll(Collections.nCopies(dynamic.count(), wanted));
            }
        }
        return all;
    }

    private static Wanted ofModel(GpuWish.Dynamic wish, List<GpuModel> models) {
        return new Wanted(
                wish,
                new DynamicDevice(products(models), wish.label()),
                models.stream()
                        .flatMap(m ->
                                m.ids().stream()
                                        .map(id -> new Candidate(m.name(), id, Optional.of(m))))
                        .toList());
    }

    private static SortedSet<String> products(List<GpuModel> models) {
        var products = new TreeSet<String>();
        models.forEach(m -> products.addAll(m.ids()));
        return products;
    }

    private static Wanted ofLabel(Context context, GpuWish.Dynamic wish, List<Card> cards) {
        var labelled =
                cards.stream().filter(c -> context.cards().label(c).equals(wish.label())).toList();
        var products = new TreeSet<String>();
        labelled.forEach(c -> products.add(c.function().ids().vendorDevice()));
        return new Wanted(
                wish,
                new DynamicDevice(products, wish.label()),
                labelled.stream()
                        .map(c ->
                                new Candidate(
                                        c.name(), c.function().ids().vendorDevice(), c.model()))
                        .toList());
    }

    /// Of the products that a device asks for.
    static List<Candidate> candidates(DynamicDevice device, Knowledge knowledge) {
        return device.products().stream()
                .map(product ->
                        new Candidate(
                                product, product, PciIds.tryParse(product).flatMap(knowledge::gpu)))
                .toList();
    }

    /// As a person calls it: `L40S`, `label ai-gpu`, `L40S label ai-gpu`.
    static String wanted(GpuWish.Dynamic wish) {
        var words = new ArrayList<String>();
        wish.model().ifPresent(words::add);
        wish.label().ifPresent(label -> words.add("label " + label));
        return String.join(" ", words);
    }
}
