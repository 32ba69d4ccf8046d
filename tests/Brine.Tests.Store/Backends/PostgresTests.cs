namespace Brine.Tests.Store;

public sealed class PostgresModelStoreTests() : ModelStoreTests(StoreBackend.Postgres);

public sealed class PostgresPromotionTests() : PromotionTests(StoreBackend.Postgres);

public sealed class PostgresBundleTests() : BundleTests(StoreBackend.Postgres);

public sealed class PostgresConcurrencyTests() : ConcurrencyTests(StoreBackend.Postgres);

public sealed class PostgresKilledStoreTests() : KilledStoreTests(StoreBackend.Postgres);

public sealed class PostgresTamperedFileTests() : TamperedFileTests(StoreBackend.Postgres);

public sealed class PostgresByCommandTests() : StoreByCommandTests(StoreBackend.Postgres);

public sealed class PostgresStoryTests() : StoryTests(StoreBackend.Postgres);
