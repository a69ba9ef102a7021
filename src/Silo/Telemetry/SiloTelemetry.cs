using System.Collections;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace NasCluster.Silo.Telemetry;

/// <summary>
/// Metrics for Prometheus at `/metrics`; metrics and traces to a collector where `OTEL_EXPORTER_OTLP_ENDPOINT` names one.
/// </summary>
internal static class SiloTelemetry
{
    private const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static bool HasCollector => Environment.GetEnvironmentVariable(Collector) is { Length: > 0 };

    /// <summary>The environment's settings of the OpenTelemetry SDK, which reads them from the host's configuration.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Settings() =>
        Environment
            .GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .Select(pair => KeyValuePair.Create((string)pair.Key, (string?)pair.Value))
            .Where(pair => pair.Key.StartsWith("OTEL_", StringComparison.Ordinal));

    public static void AddTelemetry(this IServiceCollection services, SiloOptions options)
    {
        if (options.Role != SiloRole.Worker)
        {
            services.AddHostedService<SearchSampler>();
        }

        var telemetry = services
            .AddOpenTelemetry()
            .ConfigureResource(resource =>
                resource.AddService(
                    "nascluster",
                    serviceInstanceId: $"{Environment.MachineName}/{Environment.ProcessId}"
                )
            )
            .WithMetrics(metrics =>
                metrics
                    .AddMeter(SlotMeter.Name, SearchSampler.Name, "Npgsql", "Microsoft.Orleans")
                    .AddRuntimeInstrumentation()
                    .AddPrometheusExporter()
            );
        if (HasCollector)
        {
            telemetry
                .WithMetrics(metrics => metrics.AddOtlpExporter())
                .WithTracing(traces =>
                    traces
                        .AddSource(
                            SlotTraces.Name,
                            "Npgsql",
                            "Microsoft.Orleans.Application",
                            "Microsoft.Orleans.Runtime"
                        )
                        .AddOtlpExporter()
                );
        }
    }

    public static void MapMetrics(this WebApplication app) => app.MapPrometheusScrapingEndpoint("/metrics");
}
