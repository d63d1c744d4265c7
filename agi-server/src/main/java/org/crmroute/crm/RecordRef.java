package org.crmroute.crm;

/** Names a record: {@code deal:77}. */
public record RecordRef(EntityType entity, long id) {
    @Override
    public String toString() {
        return entity.word() + ":" + id;
    }
}
