package dev.repartee.assistant.ai;

import java.util.regex.Pattern;

/** Something in a message that calls for a certain kind of answer, known by its wording. */
enum Occasion {
  /** They would like to do something together. */
  INVITES(
      "would you (?:like|want)|do you (?:want|fancy)|want to|wanna|shall we|are you (?:free|in\\b|up for|coming)|"
          + "come (?:with|over|along)|join (?:me|us)|just try it|in\\?|are you asking me out|is that an invitation|"
          + "(?:see|meet) each other|how about (?:we|a|going)|would like to meet|phone call\\?|coffee\\?|drinks?\\?|dinner\\?|lunch\\?|kommst du|hast du lust"),
  /** They suggest how to go about it, or check a time. */
  SUGGESTS(
      "should we|shall i|i'd suggest|i suggest|does .{1,30} work|works? for you\\?|\\d ?(?:pm|am)\\?|let's"),
  HESITATES(
      "maybe|not sure|let me (?:check|think|see)|depends|hm+\\b|i don't know|i(?:'d| would) like that,? but|busy"),
  LEAVES_TIME("think about it|take your time|no rush|whenever you"),
  DISTRESS(
      "feel(?:ing)? (?:guilty|bad|sad|awful|lonely|lost|slow|down|terrible)|i (?:cry|cried)|crying|fight with|"
          + "broke up with me|break ?up|passed away|funeral|in hospital|lost my|so tired|exhausted|anxious|depressed|"
          + "scared|overwhelmed|it's a lot|can't sleep|heartbroken|i failed|still get a bit sad|mornings that are weird"),
  COMPLAINT(
      "(?:doesn't|does not|isn't|not|stopped) work(?:ing)?|broken|damaged|has(?:n't| not) arrived|never arrived|"
          + "arrived without|wrong (?:size|item|order|one)|missing|refund|disappointed|too late|been out for|"
          + "complain|unacceptable|keeps (?:losing|crashing|failing)"),
  UPSET(
      "not funny|that was rude|that hurt|you never (?:listen|call|ask|care|answer)|you always (?:do this|forget|interrupt)|"
          + "why would you say|i'm annoyed|upset with you|what's that supposed to mean|find that funny"),
  GOOD_NEWS(
      "(?:i|we) (?:just )?(?:passed|won|made it|graduated|got (?:the job|promoted|engaged|accepted))|promoted|"
          + "we're engaged|having a baby|got the (?:job|flat|apartment)|said yes!|it's my birthday"),
  THANKS("thank(?:s| you)|thx|appreciate|you're the best|i owe you"),
  PRAISES(
      "impressed|(?:love|liked|enjoyed) your|your .{1,30} (?:is|are|was|were|looks?) (?:so |way too |really |just )?"
          + "(?:great|amazing|cute|beautiful|incredible|lovely|wonderful|gorgeous|cool|excellent)"),
  SOLVED("solved|works now|it works|fits|five stars|that's all|that was quick"),
  NIGHT("good ?night|night night|sleep|to bed|eyes are falling|gute nacht|boa noite|bonne nuit"),
  FAREWELL(
      "bye|talk soon|see you|take care|gotta (?:go|run)|(?:have|need) to (?:go|run|get back)|have a (?:great|good|nice|"
          + "lovely)|go go go|until then|bis dann|tchau|a domani|(?:safe|good) trip|let you (?:go|sleep)|drive safe"),
  REJECTS(
      "not a match|we're a match|different things|just (?:be )?friends|not interested|no spark|don't feel (?:a|the) spark|"
          + "honest with each other|seeing someone|not looking for (?:a|any)"),
  AFTERWARDS(
      "got home|home safe|when you're home|had (?:a (?:great|lovely)|fun)|wonderful evening|great time"),
  AHEAD(
      "good luck|interview|exam|appointment|flight|doctor|have a good trip|safe trip|fingers crossed"),
  REUNION(
      "long time|been (?:ages|forever|so long|too long)|back in town|still your number|lost touch"),
  NEW_FACE(
      "just joined|i'm new|new (?:designer|here|colleague|neighbou?r|on your floor)|moved in|first day|nice to meet|"
          + "haven't met|taking over from|from the \\w+ team|reach out|our kids"),
  WHO_ARE_YOU("who(?:'s| is) (?:this|that)|do i know you|who are you"),
  UNDECIDED("can't decide|torn between|either .{1,30} or|not sure which|both sound"),
  BARGAINS(
      "\\d+ ?%|discount|the (?:price|rent)|how much lower|cheaper|budget|euros from|a bit (?:high|expensive)|my salary|"
          + "can you do \\d"),
  NUMBER("your number|my number|text instead|whatsapp"),
  AGREES("sure|yes|yeah|okay|ok\\b|of course|gladly|deal|perfect|agreed|great"),
  GREETS(
      "(?:hi+|he+y+|hello+|hiya|hallo|hola|ciao|bonjour|salut|ol[áa]|oi|good (?:morning|evening|afternoon)|evening|morning)\\b"),
  ABOUT_YOU("(?:you|your|you're)\\b"),
  FORMAL("mr\\.? |mrs\\.? |ms\\.? |dr\\.? |dear|good afternoon|sincerely|kind regards"),
  WORK(
      "(?:the|next|team|a) meeting about|next meeting|meeting moved|release|report|slides|colleague|the team|two teams|client|deadline|onboarding|salary|reviews?\\b|"
          + "invoice|migration|project|newsletter|account\\b|designer|the numbers|for covering"),
  TRADE(
      "order\\b|ordered\\b|cost\\b|how much is|yearly plan|are you open|opening hours|refund|invoice|ship(?:s|ping|ped)?\\b|in stock|out of stock|replacement|showroom|free trial|team plan|"
          + "\\d+ ?% off|customer|plumber|tenant|the flat\\b|apartment|deposit|heating|listing|the contract|the keys|"
          + "recommend anything|happy to help|in our (?:shop|store)|anything else i can|the rent would|two year contract"),
  /** Said by whoever buys, rents or complains. */
  BUYER(
      "i'm looking for|my order|i ordered|are you open|opening hours|do you (?:sell|deliver|offer|take cards)|yearly plan|difference in cost|how much is|do you ship|still available|i ordered|the price is|i'll take the|interested in the|"
          + "(?:saw|found) your (?:ad|listing)|come and see it|my \\w+ (?:arrived|broke)|heating has been|we love the place|"
          + "how would we start|want(?:ed)? to switch|anyone there|before buying|our old one|writing about the|"
          + "it's for my|question about one of your|solved it|fits. five stars|arrived without");

  private final Pattern pattern;

  Occasion(String wording) {
    this.pattern = Pattern.compile("\\b(?:" + wording + ")");
  }

  /** Whether a lower-case text with plain apostrophes has this wording. */
  boolean in(String text) {
    return pattern.matcher(text).find();
  }
}
