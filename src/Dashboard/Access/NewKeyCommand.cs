using System.CommandLine;
using System.Globalization;

namespace NasCluster.Dashboard.Access;

/// <summary>`key ROLE NAME`: draws a key, shows it once on stderr and prints the line for the file of keys.</summary>
internal static class NewKeyCommand
{
    public static Command Create()
    {
        var role = new Argument<string>("role") { Description = "viewer, researcher or admin." };
        role.AcceptOnlyFromAmong(Role.All);
        var name = new Argument<string>("name") { Description = "Whose key it is: one word." };
        name.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is not { Length: > 0 and <= 64 } text || text.Any(char.IsWhiteSpace))
            {
                result.AddError("NAME is one word of 1 to 64 characters.");
            }
        });
        var days = new Option<int?>("--days") { Description = "Good for so many days; without end if not given." };
        days.Validators.Add(result =>
        {
            // What is no number at all has an error already, and reading it would throw.
            if (
                result.Tokens is [{ Value: var text }]
                && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count)
                && count is < 1 or > 36_500
            )
            {
                result.AddError("--days is 1 to 36500.");
            }
        });
        var command = new Command("key", "Draw a key and print the line to add to the file of keys.")
        {
            role,
            name,
            days,
        };
        command.SetAction(parsed =>
        {
            var key = ApiKey.Draw();
            Console.Error.WriteLine($"The key of {parsed.GetRequiredValue(name)}, shown only now: {key}");
            Console.WriteLine(
                $"{parsed.GetRequiredValue(role)} {parsed.GetRequiredValue(name)} {Convert.ToHexStringLower(ApiKey.HashOf(key))}{EndOf(parsed.GetValue(days))}"
            );
            return 0;
        });
        return command;
    }

    private static string EndOf(int? days) =>
        days is { } count ? DateTime.UtcNow.AddDays(count).ToString(" yyyy-MM-dd", CultureInfo.InvariantCulture) : "";
}
