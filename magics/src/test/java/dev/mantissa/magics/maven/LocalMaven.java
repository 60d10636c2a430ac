package dev.mantissa.magics.maven;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A Maven repository in a folder, for tests that must not need a network. */
public final class LocalMaven {
    private final Path root;

    public LocalMaven(Path root) {
        this.root = root;
    }

    public String url() {
        return root.toUri().toString();
    }

    /**
     * Publishes an artifact of group {@code test} with a jar that holds {@code NAME.txt}.
     *
     * @param needs "name:version" of what it depends on
     */
    public LocalMaven publish(String name, String version, String... needs) throws IOException {
        Path folder = Files.createDirectories(root.resolve("test/" + name + "/" + version));
        StringBuilder pom = new StringBuilder("<project><modelVersion>4.0.0</modelVersion>");
        pom.append(coordinates(name, version)).append("<dependencies>");
        for (String need : needs) {
            String[] parts = need.split(":");
            pom.append("<dependency>")
                    .append(coordinates(parts[0], parts[1]))
                    .append("</dependency>");
        }
        pom.append("</dependencies></project>");
        Files.writeString(folder.resolve(name + "-" + version + ".pom"), pom);
        try (OutputStream file =
                        Files.newOutputStream(folder.resolve(name + "-" + version + ".jar"));
                JarOutputStream jar = new JarOutputStream(file)) {
            jar.putNextEntry(new JarEntry(name + ".txt"));
            jar.write(version.getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
        }
        return this;
    }

    private static String coordinates(String name, String version) {
        return "<groupId>test</groupId><artifactId>%s</artifactId><version>%s</version>"
                .formatted(name, version);
    }
}
