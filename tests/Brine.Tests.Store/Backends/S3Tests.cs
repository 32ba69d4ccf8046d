namespace Brine.Tests.Store;

public sealed class S3ModelStoreTests() : ModelStoreTests(StoreBackend.S3);

public sealed class S3PromotionTests() : PromotionTests(StoreBackend.S3);

public sealed class S3BundleTests() : BundleTests(StoreBackend.S3);

public sealed class S3ConcurrencyTests() : ConcurrencyTests(StoreBackend.S3);

public sealed class S3KilledStoreTests() : KilledStoreTests(StoreBackend.S3);

public sealed class S3TamperedFileTests() : TamperedFileTests(StoreBackend.S3);

public sealed class S3ByCommandTests() : StoreByCommandTests(StoreBackend.S3);

public sealed class S3StoryTests() : StoryTests(StoreBackend.S3);
