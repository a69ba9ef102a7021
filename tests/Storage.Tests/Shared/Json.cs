using System.Text.Json;
using NasCluster.Domain;

namespace NasCluster.Storage.Tests.Shared;

/// <summary>Compares by content: records that hold arrays are not equal by value.</summary>
internal static class Json
{
    public static void Equal<T>(T expected, T actual) => Assert.Equal(Text(expected), Text(actual));

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, typeof(T), DomainJson.Default);
}
