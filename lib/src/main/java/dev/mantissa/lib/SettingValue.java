package dev.mantissa.lib;

import java.util.List;

/**
 * What a flag is set to.
 *
 * @param text the value in force
 * @param source where it was found
 * @param problems what was wrong with values in stronger places, which were therefore not used
 */
public record SettingValue(Setting setting, String text, Source source, List<String> problems) {
    public SettingValue {
        problems = List.copyOf(problems);
    }

    @Override
    public String toString() {
        return setting.name() + " = " + text + " (" + source + ")";
    }
}
