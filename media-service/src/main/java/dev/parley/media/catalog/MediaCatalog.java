package dev.parley.media.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/// All media.
public interface MediaCatalog extends Repository<Media, UUID> {

  Media save(Media media);

  Optional<Media> findById(UUID id);

  List<Media> findByOwnerIdAndIdInAndDeletedAtIsNull(String ownerId, Collection<UUID> ids);
}
