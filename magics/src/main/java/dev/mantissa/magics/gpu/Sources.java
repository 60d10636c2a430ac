package dev.mantissa.magics.gpu;

import dev.mantissa.lib.gpu.Document;
import dev.mantissa.lib.gpu.Figure;
import dev.mantissa.lib.gpu.Gpu;
import dev.mantissa.lib.gpu.Rate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The documents that figures are from, numbered in the order in which they are first used.
 *
 * @param documents one for each title
 */
record Sources(List<Document> documents) {
    static Sources of(List<Gpu> gpus) {
        Map<String, Document> byTitle = new LinkedHashMap<>();
        for (Gpu gpu : gpus) {
            figures(gpu).values().forEach(f -> byTitle.putIfAbsent(f.source().title(), f.source()));
        }
        return new Sources(List.copyOf(byTitle.values()));
    }

    int number(Document document) {
        for (int i = 0; i < documents.size(); i++) {
            if (documents.get(i).title().equals(document.title())) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException(document + " is no source of a figure");
    }

    /** "[3], GB/s [4]": the source of most figures, then the others with what is from them. */
    String cited(Gpu gpu) {
        Map<Integer, List<String>> cells = new LinkedHashMap<>();
        figures(gpu)
                .forEach((cell, figure) ->
                        cells.computeIfAbsent(number(figure.source()), n -> new ArrayList<>())
                                .add(cell));
        int most =
                cells.entrySet().stream()
                        .max(Comparator.comparingInt(e -> e.getValue().size()))
                        .map(Map.Entry::getKey)
                        .orElseThrow();
        String others =
                cells.entrySet().stream()
                        .filter(e -> e.getKey() != most)
                        .map(e -> ", %s [%d]".formatted(String.join(" ", e.getValue()), e.getKey()))
                        .collect(Collectors.joining());
        return "[" + most + "]" + others;
    }

    /** "[3] title: address", one for each document. */
    List<String> lines() {
        return documents.stream()
                .map(d -> "[%d] %s: %s".formatted(number(d), d.title(), d.url()))
                .toList();
    }

    private static Map<String, Figure> figures(Gpu gpu) {
        Map<String, Figure> all = new LinkedHashMap<>();
        all.put("GB/s", gpu.memory());
        for (Rate rate : Rate.values()) {
            gpu.peak(rate).ifPresent(figure -> all.put(rate.label(), figure));
        }
        return all;
    }
}
