package dev.mantissa.magics.install;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Work on whole folders. */
final class FolderTree {
    private FolderTree() {}

    /** Links are deleted, not what they lead to. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes about)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path inner, @Nullable IOException failure) throws IOException {
                        if (failure != null) {
                            throw failure;
                        }
                        Files.delete(inner);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    /** The sum over its files. */
    static long bytes(Path folder) throws IOException {
        long sum = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
        }
        return sum;
    }

    /**
     * Puts files into a folder: as hard links, where the file system allows, which need no space.
     * Copies keep their times, by which an AOT cache knows its jars.
     *
     * @return whether all could be linked
     */
    static boolean link(List<Path> files, Path into) throws IOException {
        Files.createDirectories(into);
        boolean linked = true;
        for (Path file : files) {
            linked &= link(file, into.resolve(file.getFileName()));
        }
        return linked;
    }

    private static boolean link(Path file, Path target) throws IOException {
        try {
            Files.createLink(target, file);
            return true;
        } catch (IOException | UnsupportedOperationException | SecurityException refused) {
            Files.copy(
                    file,
                    target,
                    StandardCopyOption.COPY_ATTRIBUTES,
                    StandardCopyOption.REPLACE_EXISTING);
            return false;
        }
    }
}
