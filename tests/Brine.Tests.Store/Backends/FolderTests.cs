namespace Brine.Tests.Store;

public sealed class FolderBehaviorTests() : ModelStoreTests(StoreBackend.Folder);

public sealed class FolderPromotionTests() : PromotionTests(StoreBackend.Folder);

public sealed class FolderBundleTests() : BundleTests(StoreBackend.Folder);

public sealed class FolderConcurrencyTests() : ConcurrencyTests(StoreBackend.Folder);

public sealed class FolderKilledStoreTests() : KilledStoreTests(StoreBackend.Folder);

public sealed class FolderTamperedFileTests() : TamperedFileTests(StoreBackend.Folder);

public sealed class FolderByCommandTests() : StoreByCommandTests(StoreBackend.Folder);

[Trait("Stage", "Python")]
public sealed class FolderStoryTests() : StoryTests(StoreBackend.Folder);
