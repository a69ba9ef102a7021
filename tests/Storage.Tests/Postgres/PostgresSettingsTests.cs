using NasCluster.Storage.Postgres;
using Npgsql;

namespace NasCluster.Storage.Tests.Postgres;

public sealed class PostgresSettingsTests
{
    [Theory]
    [InlineData("Host=db;Database=nas", GssEncryptionMode.Disable)]
    [InlineData("Host=db;Database=nas;GSS Encryption Mode=Prefer", GssEncryptionMode.Prefer)]
    public void ForStore_KerberosEncryption_OnlyWhereItIsAskedFor(string given, GssEncryptionMode expected) =>
        Assert.Equal(expected, new NpgsqlConnectionStringBuilder(PostgresSettings.ForStore(given)).GssEncryptionMode);

    [Fact]
    public void ForStore_NoConnectionString_DoesNotRepeatIt()
    {
        var error = Assert.Throws<ArgumentException>(() => PostgresSettings.ForStore("Host=db;Pasword=secret"));

        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }
}
