package dev.mantissa.lib.precision;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An operation as a policy sees it: what it is called, what it is for, and where in a network it
 * happens, as far as that is known.
 *
 * @param name as op:NAME selects it: "matmul", "conv2d"
 * @param roles what it is for; a layer can have several
 * @param names of the layer and of the variables that it computes with
 * @param layer index of the layer, from 0; negative if the operation is in none that is known
 * @param layers number of layers of the network
 */
public record Operation(String name, Set<Role> roles, List<String> names, int layer, int layers) {
    private static final int NO_LAYER = -1;

    public Operation {
        roles = Set.copyOf(roles);
        names = List.copyOf(names);
    }

    /** An operation outside every layer; {@code role} is null where it has none. */
    public static Operation of(String name, @Nullable Role role) {
        return outside(name, role == null ? Set.of() : Set.of(role));
    }

    /** An operation outside every layer. */
    public static Operation outside(String name, Set<Role> roles) {
        return new Operation(name, roles, List.of(), NO_LAYER, 0);
    }

    /** The same operation in one role more. */
    public Operation with(Role role) {
        if (roles.contains(role)) {
            return this;
        }
        Set<Role> all = EnumSet.of(role);
        all.addAll(roles);
        return new Operation(name, all, names, layer, layers);
    }

    /** True if one of its roles is {@code role} or a part of it. */
    boolean isFor(Role role) {
        for (Role actual : roles) {
            if (actual.isWithin(role)) {
                return true;
            }
        }
        return false;
    }
}
