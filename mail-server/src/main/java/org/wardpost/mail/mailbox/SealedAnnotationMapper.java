package org.wardpost.mail.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Preconditions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.james.mailbox.model.MailboxAnnotation;
import org.apache.james.mailbox.model.MailboxAnnotationKey;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.store.mail.AnnotationMapper;
import org.reactivestreams.Publisher;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.property.PropertyKind;
import org.wardpost.store.property.PropertyRepository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Annotations of a mailbox (RFC 5464) as properties of its collection, with which they go. What somebody else than the owner keeps for
 * himself ({@code /private}) is a property of his own account and goes when the mailbox is no longer shared with him.
 */
final class SealedAnnotationMapper implements AnnotationMapper {
    private static final String PRIVATE = "/private";

    private final PropertyRepository properties;
    private final Optional<AccountId> viewer;

    /** @param viewer whose private annotations are meant; the owner's if empty */
    SealedAnnotationMapper(PropertyRepository properties, Optional<AccountId> viewer) {
        this.properties = properties;
        this.viewer = viewer;
    }

    private List<MailboxAnnotation> where(MailboxId mailbox, Predicate<MailboxAnnotationKey> wanted) {
        var collection = StoreMailboxId.collection(mailbox);
        var accounts = new TreeSet<>(List.of(collection.owner(), viewer.orElse(collection.owner())));
        return accounts.stream()
                .flatMap(account ->
                        properties.list(account, collection.value(), PropertyKind.ANNOTATION).entrySet().stream()
                                .filter(entry -> account.equals(keeper(collection, entry.getKey()))))
                .map(e -> MailboxAnnotation.newInstance(
                        new MailboxAnnotationKey(e.getKey()), new String(e.getValue(), UTF_8)))
                .filter(annotation -> wanted.test(annotation.getKey()))
                .sorted(Comparator.comparing(annotation -> annotation.getKey().asString()))
                .toList();
    }

    /** In whose account an annotation lies. */
    private AccountId keeper(CollectionId collection, String key) {
        return key.startsWith(PRIVATE) ? viewer.orElse(collection.owner()) : collection.owner();
    }

    @Override
    public List<MailboxAnnotation> getAllAnnotations(MailboxId mailbox) {
        return where(mailbox, _ -> true);
    }

    @Override
    public List<MailboxAnnotation> getAnnotationsByKeys(MailboxId mailbox, Set<MailboxAnnotationKey> keys) {
        return where(mailbox, keys::contains);
    }

    @Override
    public List<MailboxAnnotation> getAnnotationsByKeysWithOneDepth(MailboxId mailbox, Set<MailboxAnnotationKey> keys) {
        return where(
                mailbox, key -> keys.stream().anyMatch(parent -> key.equals(parent) || parent.isParentOrIsEqual(key)));
    }

    @Override
    public List<MailboxAnnotation> getAnnotationsByKeysWithAllDepth(MailboxId mailbox, Set<MailboxAnnotationKey> keys) {
        return where(mailbox, key -> keys.stream().anyMatch(ancestor -> ancestor.isAncestorOrIsEqual(key)));
    }

    @Override
    public void deleteAnnotation(MailboxId mailbox, MailboxAnnotationKey key) {
        var collection = StoreMailboxId.collection(mailbox);
        properties.remove(
                keeper(collection, key.asString()), collection.value(), PropertyKind.ANNOTATION, key.asString());
    }

    @Override
    public void insertAnnotation(MailboxId mailbox, MailboxAnnotation annotation) {
        Preconditions.checkArgument(!annotation.isNil(), "NIL is a deletion");
        var collection = StoreMailboxId.collection(mailbox);
        var key = annotation.getKey().asString();
        var value = annotation.getValue().orElse("").getBytes(UTF_8);
        properties.put(keeper(collection, key), collection.value(), PropertyKind.ANNOTATION, key, value);
    }

    @Override
    public boolean exist(MailboxId mailbox, MailboxAnnotation annotation) {
        return !where(mailbox, annotation.getKey()::equals).isEmpty();
    }

    @Override
    public int countAnnotations(MailboxId mailbox) {
        return getAllAnnotations(mailbox).size();
    }

    @Override
    public Publisher<MailboxAnnotation> getAllAnnotationsReactive(MailboxId mailbox) {
        return Flux.defer(() -> Flux.fromIterable(getAllAnnotations(mailbox)));
    }

    @Override
    public Publisher<MailboxAnnotation> getAnnotationsByKeysReactive(
            MailboxId mailbox, Set<MailboxAnnotationKey> keys) {
        return Flux.defer(() -> Flux.fromIterable(getAnnotationsByKeys(mailbox, keys)));
    }

    @Override
    public Publisher<MailboxAnnotation> getAnnotationsByKeysWithOneDepthReactive(
            MailboxId mailbox, Set<MailboxAnnotationKey> keys) {
        return Flux.defer(() -> Flux.fromIterable(getAnnotationsByKeysWithOneDepth(mailbox, keys)));
    }

    @Override
    public Publisher<MailboxAnnotation> getAnnotationsByKeysWithAllDepthReactive(
            MailboxId mailbox, Set<MailboxAnnotationKey> keys) {
        return Flux.defer(() -> Flux.fromIterable(getAnnotationsByKeysWithAllDepth(mailbox, keys)));
    }

    @Override
    public Publisher<Void> deleteAnnotationReactive(MailboxId mailbox, MailboxAnnotationKey key) {
        return Mono.fromRunnable(() -> deleteAnnotation(mailbox, key));
    }

    @Override
    public Publisher<Void> insertAnnotationReactive(MailboxId mailbox, MailboxAnnotation annotation) {
        return Mono.fromRunnable(() -> insertAnnotation(mailbox, annotation));
    }

    @Override
    public Publisher<Boolean> existReactive(MailboxId mailbox, MailboxAnnotation annotation) {
        return Mono.fromCallable(() -> exist(mailbox, annotation));
    }

    @Override
    public Publisher<Integer> countAnnotationsReactive(MailboxId mailbox) {
        return Mono.fromCallable(() -> countAnnotations(mailbox));
    }
}
