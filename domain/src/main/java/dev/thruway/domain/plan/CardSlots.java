package dev.thruway.domain.plan;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.spec.CardChoice;
import dev.thruway.domain.spec.GpuWish;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The cards that the file wants for a VM, each by itself, and which cards will do for it.
final class CardSlots {

    private final Knowledge knowledge;
    private final Map<String, PromisedLabels> labels;

    /// @param labels by server, as they are when a slot is asked
    CardSlots(Knowledge knowledge, Map<String, PromisedLabels> labels) {
        this.knowledge = knowledge;
        this.labels = labels;
    }

    /// One card that the file wants, not yet found.
    record Slot(String wanted, By by, Predicate<Card> fits) {

        /// How the VM is to get it.
        enum By {
            ADDRESS,
            MODEL,
            /// Dynamic DirectPath: vSphere picks at power-on.
            DYNAMIC
        }
    }

    /// Addresses first, so that a card that is wanted by name is not given away by model. Of a
    /// model that no catalog knows there are none.
    List<Slot> of(Vm vm) {
        var slots = new ArrayList<Slot>();
        for (var wish : vm.gpus()) {
            if (unknownModel(wish).isPresent()) {
                continue;
            }
            switch (wish) {
                case GpuWish.Fixed(CardChoice.AtAddress(var address)) ->
                        slots.addFirst(
                                new Slot(
                                        address.toString(),
                                        Slot.By.ADDRESS,
                                        c -> c.function().address().equals(address)));
                case GpuWish.Fixed(CardChoice.OfModel(var model, var count)) ->
                        slots.addAll(
                                Collections.nCopies(
                                        count, new Slot(model, Slot.By.MODEL, isOf(model))));
                case GpuWish.Dynamic dynamic ->
                        slots.addAll(
                                Collections.nCopies(
                                        dynamic.count(),
                                        new Slot(
                                                DynamicWishes.wanted(dynamic),
                                                Slot.By.DYNAMIC,
                                                fitting(dynamic))));
            }
        }
        return slots;
    }

    /// Why nothing can be found for some wishes: their model is in no catalog.
    List<Phrase> unknownModels(Vm vm) {
        return vm.gpus().stream()
                .flatMap(wish -> unknownModel(wish).stream())
                .map(model -> Phrase.of("blocker.unknown-model", "model", model))
                .toList();
    }

    private Optional<String> unknownModel(GpuWish wish) {
        var model =
                switch (wish) {
                    case GpuWish.Fixed(CardChoice.AtAddress _) -> Optional.<String>empty();
                    case GpuWish.Fixed(CardChoice.OfModel(var name, _)) -> Optional.of(name);
                    case GpuWish.Dynamic dynamic -> dynamic.model();
                };
        return model.filter(name -> knowledge.gpusNamed(name).isEmpty());
    }

    /// Cards that a dynamic device can get once the file is carried out.
    Predicate<Card> fitting(GpuWish.Dynamic wish) {
        Predicate<Card> labelled =
                card ->
                        wish.label().isEmpty()
                                || PromisedLabels.label(card, labels).equals(wish.label());
        return wish.model().map(this::isOf).map(labelled::and).orElse(labelled);
    }

    private Predicate<Card> isOf(String model) {
        List<GpuModel> models = knowledge.gpusNamed(model);
        return card -> card.model().filter(models::contains).isPresent();
    }
}
