using Brine.Store;

namespace Brine.Tests.Store;

/// <summary>Addresses of stores, before anybody is asked.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("http://example.com/models", "a store is a folder")]
    [InlineData("postgresql://host/db?sslmode=yes", "sslmode is disable")]
    [InlineData("postgresql://host/db?schema=Models", "small letters")]
    [InlineData("postgresql://host/db?schema=", "small letters")]
    [InlineData("postgresql://host/db?pool=3", "it says pool")]
    [InlineData("postgresql://host/db?schema=a&schema=b", "said twice")]
    [InlineData("postgresql://user:secret@host/db?pool=3", "postgresql://user@host/db?pool=3 is no address")]
    [InlineData("postgresql://user:secret@host:port/db", "is no address")]
    [InlineData("s3:///prefix", "it is s3://bucket/prefix")]
    [InlineData("s3://key:secret@bucket/prefix", "keys come from the environment")]
    [InlineData("s3://bucket/prefix?acl=public", "it says acl")]
    [InlineData("s3://bucket/prefix?endpoint=nothing", "is no address")]
    public void AddressesThatAreNoneAreRefusedWithoutTheirPasswords(string address, string why)
    {
        string message = StoreFixture.Refused("StoreAddress", () => ModelStore.Open(address).Dispose());
        Assert.Contains(why, message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgresql://ann:secret@db.example.com:6432/models?schema=team", "postgresql://ann@db.example.com:6432/models?schema=team")]
    [InlineData("postgres:///models?host=/run/postgresql", "postgres:///models?host=/run/postgresql")]
    [InlineData("s3://bucket/team/models?region=eu-central-1", "s3://bucket/team/models?region=eu-central-1")]
    public void TheLocationIsTheAddressWithoutItsPassword(string address, string location)
    {
        using ModelStore store = ModelStore.Open(address);
        Assert.Equal(location, store.Location);
    }
}
