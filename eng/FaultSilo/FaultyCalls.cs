using System.Collections.Concurrent;
using System.Globalization;

namespace NasCluster.FaultSilo;

/// <summary>
/// Says on stderr where an experiment's grain was activated (row A9); delivers calls twice (F1), or loses answers (F3).
/// </summary>
internal sealed class FaultyCalls(FaultDraw draw) : IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<string, bool> _activations = new(StringComparer.Ordinal);

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.InterfaceName?.StartsWith("NasCluster.", StringComparison.Ordinal) != true)
        {
            await context.Invoke();
            return;
        }

        Note(context);
        await context.Invoke();
        if (FaultOptions.Twice)
        {
            draw.Note();
            await context.Invoke();
        }
        else if (draw.Happens())
        {
            throw new TimeoutException("The answer is lost.");
        }
    }

    private void Note(IIncomingGrainCallContext context)
    {
        var type = context.InterfaceName.Split('.')[^1];
        if (type == "IExperimentGrain" && _activations.TryAdd(context.TargetContext.ActivationId.ToString(), true))
        {
            var id = context.TargetId.Key.ToString();
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"hosts {id}"));
        }
    }
}
