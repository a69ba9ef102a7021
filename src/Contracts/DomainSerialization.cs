using Microsoft.Extensions.DependencyInjection;
using NasCluster.Domain;
using Orleans.Serialization;

namespace NasCluster.Contracts;

/// <summary>Domain records travel in grain calls as the domain's own JSON, so that Domain needs no Orleans attributes.</summary>
public static class DomainSerialization
{
    private const string Domain = "NasCluster.Domain";

    /// <summary>To be called on every silo and client alike.</summary>
    public static ISerializerBuilder AddDomainJson(this ISerializerBuilder builder)
    {
        // What goes wrong comes to the caller as what it is, a database driver's reason too.
        builder.Services.Configure<ExceptionSerializationOptions>(exceptions =>
            exceptions.SupportedExceptionTypeFilter = static _ => true
        );
        return builder.AddJsonSerializer(IsDomainType, DomainJson.Default.Options);
    }

    /// <summary>Exceptions have messages and data, and no JSON.</summary>
    private static bool IsDomainType(Type type) =>
        !typeof(Exception).IsAssignableFrom(type)
        && type.Namespace is { } name
        && (name == Domain || name.StartsWith($"{Domain}.", StringComparison.Ordinal));
}
