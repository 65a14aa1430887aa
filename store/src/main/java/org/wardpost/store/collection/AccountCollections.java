package org.wardpost.store.collection;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.wardpost.store.CollectionId;

/** The collections of one account at one moment. */
record AccountCollections(
        List<Collection> all, Map<CollectionId, Collection> byId, Map<CollectionKind, Map<String, Collection>> byName) {
    static final AccountCollections NONE = of(List.of());

    static AccountCollections of(List<Collection> all) {
        var byName = new HashMap<CollectionKind, Map<String, Collection>>();
        all.forEach(
                one -> byName.computeIfAbsent(one.kind(), _ -> new HashMap<>()).put(one.name(), one));
        return new AccountCollections(
                List.copyOf(all), all.stream().collect(Collectors.toMap(Collection::id, Function.identity())), byName);
    }

    List<Collection> ofKind(CollectionKind kind) {
        return List.copyOf(byName.getOrDefault(kind, Map.of()).values());
    }

    Optional<Collection> named(CollectionKind kind, String name) {
        return Optional.ofNullable(byName.getOrDefault(kind, Map.of()).get(name));
    }

    boolean isHome(CollectionId id) {
        var known = byId.get(id);
        return known != null && known.kind() == CollectionKind.HOME;
    }
}
