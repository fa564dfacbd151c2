package dev.thruway.lab.bmc;

import java.util.ArrayList;
import java.util.List;

/// One PCI function of a card with the number that iLO lists it under.
record Instance(String id, BmcCard card, BmcCard.Function function) {

    /// All functions in the order of the cards. The numbers say nothing about slot or address.
    static List<Instance> of(List<BmcCard> cards) {
        var instances = new ArrayList<Instance>();
        for (var card : cards) {
            for (var function : card.functions()) {
                instances.add(new Instance("" + (instances.size() + 1), card, function));
            }
        }
        return instances;
    }

    String path() {
        return BmcTree.ROOT + "Systems/1/PCIDevices/" + id + "/";
    }
}
