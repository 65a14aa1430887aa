package org.wardpost.store.collection;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.CollectionId;
import org.wardpost.vault.TamperedException;

/**
 * The collections of one account at one moment.
 * @param damaged what one of them threw that is not what was written; its name cannot be told
 */
record AccountCollections(
        List<Collection> all,
        Map<CollectionId, Collection> byId,
        Map<CollectionKind, Map<String, Collection>> byName,
        Optional<RuntimeException> damaged) {
    static final AccountCollections NONE = of(List.of(), Optional.empty());

    static AccountCollections of(List<Collection> all, Optional<RuntimeException> damaged) {
        var byName = new HashMap<CollectionKind, Map<String, Collection>>();
        all.forEach(
                one -> byName.computeIfAbsent(one.kind(), _ -> new HashMap<>()).put(one.name(), one));
        return new AccountCollections(
                List.copyOf(all),
                all.stream().collect(Collectors.toMap(Collection::id, Function.identity())),
                byName,
                damaged);
    }

    List<Collection> ofKind(CollectionKind kind) {
        return List.copyOf(byName.getOrDefault(kind, Map.of()).values());
    }

    /** @throws TamperedException if it is not among those that are good, and one that is damaged may be it */
    Optional<Collection> named(CollectionKind kind, String name) {
        return known(byName.getOrDefault(kind, Map.of()).get(name));
    }

    /** @throws TamperedException as {@link #named} */
    Optional<Collection> withId(CollectionId id) {
        return known(byId.get(id));
    }

    // "there is none" would have a mail program forget its copy
    private Optional<Collection> known(@Nullable Collection found) {
        if (found == null && damaged.isPresent()) {
            throw damaged.get();
        }
        return Optional.ofNullable(found);
    }

    boolean isHome(CollectionId id) {
        var known = byId.get(id);
        return known != null && known.kind() == CollectionKind.HOME;
    }
}
