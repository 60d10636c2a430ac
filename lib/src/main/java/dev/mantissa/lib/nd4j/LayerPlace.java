package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.precision.Role;
import java.util.Set;

/**
 * A layer of a network, as precision policies speak of it.
 *
 * @param name as the network calls it: "layer0", "dense"
 * @param type of its configuration: "DenseLayer"
 * @param index among the layers of its network, from 0
 * @param count number of layers of the network
 */
public record LayerPlace(String name, String type, int index, int count, Set<Role> roles) {
    public LayerPlace {
        roles = Set.copyOf(roles);
    }
}
